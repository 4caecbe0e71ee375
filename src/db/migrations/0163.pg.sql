-- What helps where an area is weak, and what aid tracks want in numbers.
ALTER TABLE survey_areas ADD COLUMN advice BIGINT;
ALTER TABLE aid_tracks ADD COLUMN years_min BIGINT;
ALTER TABLE aid_tracks ADD COLUMN years_max BIGINT;
ALTER TABLE aid_tracks ADD COLUMN trades BIGINT;
ALTER TABLE aid_tracks ADD COLUMN turnover_max BIGINT;
ALTER TABLE aid_tracks ADD COLUMN jobs_max BIGINT;
