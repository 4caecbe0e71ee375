-- Imports and what they did. 0100.sqlite.sql says the same in the other dialect.

CREATE TABLE imports (
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
    name TEXT COLLATE "C",
    state BIGINT,
    target TEXT COLLATE "C",
    digest TEXT COLLATE "C",
    size BIGINT,
    sheet TEXT COLLATE "C",
    encoding TEXT COLLATE "C",
    mapping TEXT COLLATE "C",
    report TEXT COLLATE "C",
    row_count BIGINT,
    created BIGINT,
    updated BIGINT,
    skipped BIGINT,
    broken BIGINT,
    done_rows BIGINT,
    act BIGINT,
    finished_at BIGINT
);
CREATE INDEX imports_unit ON imports (org, unit NULLS FIRST);
CREATE INDEX imports_changed_at ON imports (org, changed_at NULLS FIRST);
CREATE INDEX imports_digest ON imports (org, digest NULLS FIRST);

CREATE TABLE import_pieces (                      -- what was uploaded, kept as long as the import can be taken back
    import      BIGINT NOT NULL,
    n           BIGINT NOT NULL,
    bytes       BYTEA NOT NULL,
    PRIMARY KEY (import, n)
);

CREATE TABLE import_left (                        -- rows that were left alone, by their number in the file
    import      BIGINT NOT NULL,
    line        BIGINT NOT NULL,
    why         BIGINT NOT NULL,
    PRIMARY KEY (import, line)
);
