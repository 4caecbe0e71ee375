-- Files attached to notes. 0080.pg.sql says the same in the other dialect.

CREATE TABLE files (
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
    about INTEGER,
    post INTEGER,
    name TEXT,
    type TEXT,
    size INTEGER,
    digest TEXT
) STRICT;
CREATE INDEX files_unit ON files (org, unit);
CREATE INDEX files_changed_at ON files (org, changed_at);
CREATE INDEX files_about ON files (org, about);
CREATE INDEX files_post ON files (org, post);

CREATE TABLE file_sums (                          -- what is stored, by the digest of its content
    digest  TEXT PRIMARY KEY,
    size    INTEGER NOT NULL,
    parts   INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    kept    INTEGER NOT NULL                        -- 1: a note has it; 0: it came and was not taken up yet
) STRICT;
CREATE INDEX file_sums_kept ON file_sums (kept, at);

CREATE TABLE file_bytes (                         -- the contents, once each, in parts
    digest  TEXT NOT NULL,
    part    INTEGER NOT NULL,
    bytes   BLOB NOT NULL,
    PRIMARY KEY (digest, part)
) STRICT;
