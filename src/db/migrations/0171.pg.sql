-- The invitation by which the owner of a case comes to a page of their own. 0171.sqlite.sql says the same in the other dialect.

ALTER TABLE cases ADD COLUMN owner_invite BIGINT;
CREATE INDEX cases_owner_invite ON cases (org, owner_invite NULLS FIRST);
