-- What was taken out of a region, and how its backups fare. 0110.sqlite.sql says the same in the other dialect.

CREATE TABLE takings (
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
    kind BIGINT,
    noun TEXT COLLATE "C",
    format TEXT COLLATE "C",
    row_count BIGINT,
    size BIGINT,
    good BIGINT,
    told TEXT COLLATE "C"
);
CREATE INDEX takings_unit ON takings (org, unit NULLS FIRST);
CREATE INDEX takings_changed_at ON takings (org, changed_at NULLS FIRST);
CREATE INDEX takings_kind_id ON takings (org, kind NULLS FIRST, id NULLS FIRST);
