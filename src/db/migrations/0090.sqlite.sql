-- Saved views. 0090.pg.sql says the same in the other dialect.

CREATE TABLE views (
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
    name TEXT,
    list TEXT,
    address TEXT,
    shared INTEGER CHECK (shared IN (0, 1)),
    locked INTEGER CHECK (locked IN (0, 1))
) STRICT;
CREATE INDEX views_unit ON views (org, unit);
CREATE INDEX views_changed_at ON views (org, changed_at);
CREATE INDEX views_list ON views (org, list);
