-- Imports and what they did. 0100.pg.sql says the same in the other dialect.

CREATE TABLE imports (
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
    state INTEGER,
    target TEXT,
    digest TEXT,
    size INTEGER,
    sheet TEXT,
    encoding TEXT,
    mapping TEXT,
    report TEXT,
    row_count INTEGER,
    created INTEGER,
    updated INTEGER,
    skipped INTEGER,
    broken INTEGER,
    done_rows INTEGER,
    act INTEGER,
    finished_at INTEGER
) STRICT;
CREATE INDEX imports_unit ON imports (org, unit);
CREATE INDEX imports_changed_at ON imports (org, changed_at);
CREATE INDEX imports_digest ON imports (org, digest);

CREATE TABLE import_pieces (                      -- what was uploaded, kept as long as the import can be taken back
    import      INTEGER NOT NULL,
    n           INTEGER NOT NULL,
    bytes       BLOB NOT NULL,
    PRIMARY KEY (import, n)
) STRICT;

CREATE TABLE import_left (                        -- rows that were left alone, by their number in the file
    import      INTEGER NOT NULL,
    line        INTEGER NOT NULL,
    why         INTEGER NOT NULL,
    PRIMARY KEY (import, line)
) STRICT, WITHOUT ROWID;
