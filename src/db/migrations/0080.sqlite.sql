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

CREATE TABLE file_bytes (                         -- the contents, once each
    digest      TEXT PRIMARY KEY,
    bytes       BLOB NOT NULL
) STRICT;
