ALTER TABLE waves ADD COLUMN confirmed_on BIGINT;
ALTER TABLE waves ADD COLUMN confirmed_by BIGINT;
