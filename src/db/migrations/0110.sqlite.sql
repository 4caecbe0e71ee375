-- What was taken out of a region, and how its backups fare. 0110.pg.sql says the same in the other dialect.

CREATE TABLE takings (
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
    kind INTEGER,
    noun TEXT,
    format TEXT,
    row_count INTEGER,
    size INTEGER,
    good INTEGER,
    told TEXT
) STRICT;
CREATE INDEX takings_unit ON takings (org, unit);
CREATE INDEX takings_changed_at ON takings (org, changed_at);
CREATE INDEX takings_kind_id ON takings (org, kind, id);
