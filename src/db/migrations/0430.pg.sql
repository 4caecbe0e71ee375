-- The day on which a listing was met. Of those that are met already it is the day of their last change, which is when
-- they were met unless somebody wrote to them later. 0430.sqlite.sql says the same in the other dialect.

ALTER TABLE listings ADD COLUMN met_on BIGINT;
UPDATE listings SET met_on = cast(to_char(to_timestamp(changed_at / 1000.0) AT TIME ZONE 'UTC', 'YYYYMMDD') AS BIGINT) WHERE state = 3;
