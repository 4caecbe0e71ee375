ALTER TABLE waves ADD COLUMN confirmed_on BIGINT;
ALTER TABLE waves ADD COLUMN confirmed_by BIGINT;
CREATE INDEX waves_confirmed_by ON waves (org, confirmed_by NULLS FIRST);
