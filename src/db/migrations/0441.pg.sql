-- Until when each certificate of a member of a consortium holds, until when a part is delivered, and the sharing agreement as
-- it was signed. 0441.sqlite.sql says the same in the other dialect.

ALTER TABLE consortium_parts ADD COLUMN until_on BIGINT;
ALTER TABLE consortium_members ADD COLUMN kosher_until BIGINT;
ALTER TABLE consortium_members ADD COLUMN mehadrin_until BIGINT;
ALTER TABLE consortium_members ADD COLUMN halal_until BIGINT;
ALTER TABLE consortium_members ADD COLUMN organic_until BIGINT;
ALTER TABLE consortium_members ADD COLUMN licence_until BIGINT;
ALTER TABLE consortium_members ADD COLUMN food_safe_until BIGINT;
ALTER TABLE consortium_members ADD COLUMN standard_until BIGINT;
ALTER TABLE consortium_members ADD COLUMN insured_until BIGINT;
ALTER TABLE consortium_members ADD COLUMN access_until BIGINT;
UPDATE consortium_members SET
 kosher_until = CASE WHEN certificates & 1 > 0 THEN certified_until END,
 mehadrin_until = CASE WHEN certificates & 2 > 0 THEN certified_until END,
 halal_until = CASE WHEN certificates & 4 > 0 THEN certified_until END,
 organic_until = CASE WHEN certificates & 8 > 0 THEN certified_until END,
 licence_until = CASE WHEN certificates & 16 > 0 THEN certified_until END,
 food_safe_until = CASE WHEN certificates & 32 > 0 THEN certified_until END,
 standard_until = CASE WHEN certificates & 64 > 0 THEN certified_until END,
 insured_until = CASE WHEN certificates & 128 > 0 THEN certified_until END,
 access_until = CASE WHEN certificates & 256 > 0 THEN certified_until END
 WHERE certified_until IS NOT NULL;
ALTER TABLE consortium_members DROP COLUMN certified_until;

CREATE TABLE consortium_signings (
    id BIGINT PRIMARY KEY,
    org BIGINT NOT NULL,
    unit BIGINT,
    team BIGINT,
    visibility BIGINT NOT NULL CHECK (visibility BETWEEN 0 AND 4),
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    created_by BIGINT,
    changed_by BIGINT,
    archived_at BIGINT,
    merged_into BIGINT,
    consortium BIGINT,
    signed_on BIGINT,
    signed_by TEXT COLLATE "C",
    paper BIGINT,
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX consortium_signings_unit ON consortium_signings (org, unit NULLS FIRST);
CREATE INDEX consortium_signings_changed_at ON consortium_signings (org, changed_at NULLS FIRST);
CREATE INDEX consortium_signings_consortium ON consortium_signings (org, consortium NULLS FIRST);
CREATE INDEX consortium_signings_paper ON consortium_signings (org, paper NULLS FIRST);
