-- Files attached to notes. 0080.sqlite.sql says the same in the other dialect.

CREATE TABLE files (
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
    about BIGINT,
    post BIGINT,
    name TEXT COLLATE "C",
    type TEXT COLLATE "C",
    size BIGINT,
    digest TEXT COLLATE "C"
);
CREATE INDEX files_unit ON files (org, unit NULLS FIRST);
CREATE INDEX files_changed_at ON files (org, changed_at NULLS FIRST);
CREATE INDEX files_about ON files (org, about NULLS FIRST);
CREATE INDEX files_post ON files (org, post NULLS FIRST);

CREATE TABLE file_bytes (                         -- the contents, once each
    digest      TEXT COLLATE "C" PRIMARY KEY,
    bytes       BYTEA NOT NULL
);
