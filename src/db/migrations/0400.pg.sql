-- Which step against a leak an introduction and a spending came of; by which link a sheet came, and why it was left out.
-- 0400.sqlite.sql says the same in the other dialect.
ALTER TABLE introductions ADD COLUMN plug BIGINT;
CREATE INDEX introductions_plug ON introductions (org, plug NULLS FIRST);
ALTER TABLE outlays ADD COLUMN door BIGINT;
ALTER TABLE outlays ADD COLUMN left_out TEXT COLLATE "C";
ALTER TABLE outlays ADD COLUMN plug BIGINT;
CREATE INDEX outlays_door_sheet ON outlays (org, door NULLS FIRST, sheet NULLS FIRST);
CREATE INDEX outlays_plug ON outlays (org, plug NULLS FIRST);
