ALTER TABLE waves ADD COLUMN confirmed_on INTEGER;
ALTER TABLE waves ADD COLUMN confirmed_by INTEGER;
CREATE INDEX waves_confirmed_by ON waves (org, confirmed_by);
