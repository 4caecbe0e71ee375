-- What the council is shown of a business and decides about the way on; when the team discussed a case. 0261.sqlite.sql says
-- the same in the other dialect.

ALTER TABLE agenda_items ADD COLUMN kind BIGINT;
ALTER TABLE agenda_items ADD COLUMN shown BIGINT;
ALTER TABLE agenda_items ADD COLUMN chose_at BIGINT;
ALTER TABLE agenda_items ADD COLUMN way_on BIGINT;
ALTER TABLE agenda_items ADD COLUMN way_why TEXT COLLATE "C";
ALTER TABLE cases ADD COLUMN discussed_on BIGINT;
