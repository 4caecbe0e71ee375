-- Two cases of one business become one: consents never become wider. 0165.sqlite.sql says the same in the other dialect.

ALTER TABLE consents ADD COLUMN limited_until BIGINT;
CREATE INDEX cases_merged_into ON cases (merged_into) WHERE merged_into IS NOT NULL;
