-- Who agreed to be shown as a way to others. 0330.sqlite.sql says the same in the other dialect.

ALTER TABLE actors ADD COLUMN introduces_on BIGINT;
CREATE INDEX actors_introduces_on ON actors (org, introduces_on NULLS FIRST);
