-- The invitation by which the owner of a case comes to a page of their own. 0171.pg.sql says the same in the other dialect.

ALTER TABLE cases ADD COLUMN owner_invite INTEGER;
CREATE INDEX cases_owner_invite ON cases (org, owner_invite);
