-- Ties between two actors. 0040.sqlite.sql says the same in the other dialect.

CREATE TABLE ties (
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
    from_actor BIGINT,
    kind BIGINT,
    to_actor BIGINT,
    state BIGINT,
    share DOUBLE PRECISION,
    strength BIGINT,
    what TEXT COLLATE "C",
    from_on BIGINT,
    until_on BIGINT,
    used_on BIGINT,
    source TEXT COLLATE "C",
    CHECK (until_on IS NULL OR from_on IS NULL OR until_on >= from_on),
    CHECK (from_actor <> to_actor)
);
CREATE INDEX ties_unit ON ties (org, unit NULLS FIRST);
CREATE INDEX ties_changed_at ON ties (org, changed_at NULLS FIRST);
CREATE INDEX ties_from_actor ON ties (org, from_actor NULLS FIRST);
CREATE INDEX ties_to_actor ON ties (org, to_actor NULLS FIRST);
