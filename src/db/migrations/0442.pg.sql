-- Alerts keep the definition in force, or one version of it. 0442.sqlite.sql says the same in the other dialect.

ALTER TABLE alerts ADD COLUMN holds BIGINT;
ALTER TABLE alerts ADD COLUMN of_number BIGINT;
UPDATE alerts SET holds = 1 WHERE nearness = 1;
