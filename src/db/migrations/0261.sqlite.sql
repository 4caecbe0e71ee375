-- What the council is shown of a business and decides about the way on; when the team discussed a case. 0261.pg.sql says
-- the same in the other dialect.

ALTER TABLE agenda_items ADD COLUMN kind INTEGER;
ALTER TABLE agenda_items ADD COLUMN shown INTEGER;
ALTER TABLE agenda_items ADD COLUMN chose_at INTEGER;
ALTER TABLE agenda_items ADD COLUMN way_on INTEGER;
ALTER TABLE agenda_items ADD COLUMN way_why TEXT;
ALTER TABLE cases ADD COLUMN discussed_on INTEGER;
