-- Two cases of one business become one: consents never become wider. 0165.pg.sql says the same in the other dialect.

ALTER TABLE consents ADD COLUMN limited_until INTEGER;
CREATE INDEX cases_merged_into ON cases (merged_into) WHERE merged_into IS NOT NULL;
