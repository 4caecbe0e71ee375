-- Which step against a leak an introduction and a spending came of; by which link a sheet came, and why it was left out.
-- 0400.pg.sql says the same in the other dialect.
ALTER TABLE introductions ADD COLUMN plug INTEGER;
CREATE INDEX introductions_plug ON introductions (org, plug);
ALTER TABLE outlays ADD COLUMN door INTEGER;
ALTER TABLE outlays ADD COLUMN left_out TEXT;
ALTER TABLE outlays ADD COLUMN plug INTEGER;
CREATE INDEX outlays_door_sheet ON outlays (org, door, sheet);
CREATE INDEX outlays_plug ON outlays (org, plug);
