-- Bureaucratic barriers. 0130.pg.sql says the same in the other dialect.

CREATE TABLE barriers (
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
    title TEXT,
    kind INTEGER,
    what TEXT,
    place INTEGER,
    authority INTEGER,
    office TEXT,
    state INTEGER,
    trustee INTEGER,
    reported_on INTEGER,
    taken_on INTEGER,
    answered_on INTEGER,
    removed_on INTEGER,
    answer TEXT,
    answer_from TEXT,
    reason TEXT,
    source TEXT,
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX barriers_unit ON barriers (org, unit);
CREATE INDEX barriers_changed_at ON barriers (org, changed_at);
CREATE INDEX barriers_state_reported_on ON barriers (org, state, reported_on);
CREATE INDEX barriers_authority ON barriers (org, authority);
CREATE INDEX barriers_trustee_state ON barriers (org, trustee, state);
CREATE INDEX barriers_place ON barriers (org, place);
