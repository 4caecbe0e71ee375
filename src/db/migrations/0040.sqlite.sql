-- Ties between two actors. 0040.pg.sql says the same in the other dialect.

CREATE TABLE ties (
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
    from_actor INTEGER,
    kind INTEGER,
    to_actor INTEGER,
    state INTEGER,
    share REAL,
    strength INTEGER,
    what TEXT,
    from_on INTEGER,
    until_on INTEGER,
    used_on INTEGER,
    source TEXT,
    CHECK (until_on IS NULL OR from_on IS NULL OR until_on >= from_on),
    CHECK (from_actor <> to_actor)
) STRICT;
CREATE INDEX ties_unit ON ties (org, unit);
CREATE INDEX ties_changed_at ON ties (org, changed_at);
CREATE INDEX ties_from_actor ON ties (org, from_actor);
CREATE INDEX ties_to_actor ON ties (org, to_actor);
