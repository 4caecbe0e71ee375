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

CREATE TABLE file_sums (                          -- what is stored, by the digest of its content
    digest  TEXT COLLATE "C" PRIMARY KEY,
    size    BIGINT NOT NULL,
    parts   BIGINT NOT NULL,
    at      BIGINT NOT NULL,
    kept    BIGINT NOT NULL                        -- 1: a note has it; 0: it came and was not taken up yet
);
CREATE INDEX file_sums_kept ON file_sums (kept NULLS FIRST, at NULLS FIRST);

CREATE TABLE file_bytes (                         -- the contents, once each, in parts
    digest  TEXT COLLATE "C" NOT NULL,
    part    BIGINT NOT NULL,
    bytes   BYTEA NOT NULL,
    PRIMARY KEY (digest, part)
);
