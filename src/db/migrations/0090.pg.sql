-- Saved views. 0090.sqlite.sql says the same in the other dialect.

CREATE TABLE views (
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
    list TEXT COLLATE "C",
    address TEXT COLLATE "C",
    shared BIGINT CHECK (shared IN (0, 1)),
    locked BIGINT CHECK (locked IN (0, 1))
);
CREATE INDEX views_unit ON views (org, unit NULLS FIRST);
CREATE INDEX views_changed_at ON views (org, changed_at NULLS FIRST);
CREATE INDEX views_list ON views (org, list NULLS FIRST);
