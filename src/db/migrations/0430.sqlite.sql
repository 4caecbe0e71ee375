-- The day on which a listing was met. Of those that are met already it is the day of their last change, which is when
-- they were met unless somebody wrote to them later. 0430.pg.sql says the same in the other dialect.

ALTER TABLE listings ADD COLUMN met_on INTEGER;
UPDATE listings SET met_on = cast(strftime('%Y%m%d', changed_at / 1000, 'unixepoch') AS INTEGER) WHERE state = 3;
