-- What helps where an area is weak, and what aid tracks want in numbers.
ALTER TABLE survey_areas ADD COLUMN advice INTEGER;
ALTER TABLE aid_tracks ADD COLUMN years_min INTEGER;
ALTER TABLE aid_tracks ADD COLUMN years_max INTEGER;
ALTER TABLE aid_tracks ADD COLUMN trades INTEGER;
ALTER TABLE aid_tracks ADD COLUMN turnover_max INTEGER;
ALTER TABLE aid_tracks ADD COLUMN jobs_max INTEGER;
