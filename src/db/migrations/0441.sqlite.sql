-- Until when each certificate of a member of a consortium holds, until when a part is delivered, and the sharing agreement as
-- it was signed. 0441.pg.sql says the same in the other dialect.

ALTER TABLE consortium_parts ADD COLUMN until_on INTEGER;
ALTER TABLE consortium_members ADD COLUMN kosher_until INTEGER;
ALTER TABLE consortium_members ADD COLUMN mehadrin_until INTEGER;
ALTER TABLE consortium_members ADD COLUMN halal_until INTEGER;
ALTER TABLE consortium_members ADD COLUMN organic_until INTEGER;
ALTER TABLE consortium_members ADD COLUMN licence_until INTEGER;
ALTER TABLE consortium_members ADD COLUMN food_safe_until INTEGER;
ALTER TABLE consortium_members ADD COLUMN standard_until INTEGER;
ALTER TABLE consortium_members ADD COLUMN insured_until INTEGER;
ALTER TABLE consortium_members ADD COLUMN access_until INTEGER;
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
    id INTEGER PRIMARY KEY,
    org INTEGER NOT NULL,
    unit INTEGER,
    team INTEGER,
    visibility INTEGER NOT NULL CHECK (visibility BETWEEN 0 AND 4),
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    created_by INTEGER,
    changed_by INTEGER,
    archived_at INTEGER,
    merged_into INTEGER,
    consortium INTEGER,
    signed_on INTEGER,
    signed_by TEXT,
    paper INTEGER,
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX consortium_signings_unit ON consortium_signings (org, unit);
CREATE INDEX consortium_signings_changed_at ON consortium_signings (org, changed_at);
CREATE INDEX consortium_signings_consortium ON consortium_signings (org, consortium);
CREATE INDEX consortium_signings_paper ON consortium_signings (org, paper);
