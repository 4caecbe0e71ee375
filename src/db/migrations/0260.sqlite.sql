-- When the owner was asked about a plan that was changed since they agreed to it; what a changed step became. 0260.pg.sql
-- says the same in the other dialect.

ALTER TABLE cases ADD COLUMN plan_asked_at INTEGER;
ALTER TABLE commitments ADD COLUMN became INTEGER;
CREATE INDEX commitments_became ON commitments (org, became);
