-- Alerts keep the definition in force, or one version of it. 0442.pg.sql says the same in the other dialect.

ALTER TABLE alerts ADD COLUMN holds INTEGER;
ALTER TABLE alerts ADD COLUMN of_number INTEGER;
UPDATE alerts SET holds = 1 WHERE nearness = 1;
