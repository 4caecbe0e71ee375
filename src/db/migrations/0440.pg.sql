-- What suppliers must hold, and the field in which those of a request for quotes are looked for. 0440.sqlite.sql says the
-- same in the other dialect.

ALTER TABLE coming_purchases ADD COLUMN certificates BIGINT;
ALTER TABLE quote_requests ADD COLUMN category BIGINT;
ALTER TABLE quote_requests ADD COLUMN certificates BIGINT;
CREATE INDEX quote_requests_category ON quote_requests (org, category NULLS FIRST);
UPDATE quote_requests SET category = (SELECT p.category FROM coming_purchases p WHERE p.id = quote_requests.purchase)
 WHERE purchase IS NOT NULL;
