-- Desired futures of places and proposals with opinions. 0201.pg.sql says the same in the other dialect.

CREATE TABLE pictures (
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
    place INTEGER,
    number INTEGER,
    horizon INTEGER,
    signatories TEXT,
    told_on INTEGER,
    read_on INTEGER,
    shown INTEGER CHECK (shown IN (0, 1)),
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX pictures_unit ON pictures (org, unit);
CREATE INDEX pictures_changed_at ON pictures (org, changed_at);
CREATE INDEX pictures_place_number ON pictures (org, place, number);

CREATE TABLE proposals (
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
    place INTEGER,
    brought_by TEXT,
    brought_on INTEGER,
    state INTEGER,
    decided_on INTEGER,
    prevailed INTEGER,
    shown INTEGER CHECK (shown IN (0, 1)),
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX proposals_unit ON proposals (org, unit);
CREATE INDEX proposals_changed_at ON proposals (org, changed_at);
CREATE INDEX proposals_place_state ON proposals (org, place, state);

CREATE TABLE opinions (
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
    proposal INTEGER,
    standing INTEGER,
    view INTEGER,
    words TEXT,
    who TEXT,
    told_on INTEGER
) STRICT;
CREATE INDEX opinions_unit ON opinions (org, unit);
CREATE INDEX opinions_changed_at ON opinions (org, changed_at);
CREATE INDEX opinions_proposal ON opinions (org, proposal);
