-- Who wants to hear of what, and how. 0280.pg.sql says the same in the other dialect.

CREATE TABLE interests (
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
    actor INTEGER,
    way INTEGER,
    kinds INTEGER,
    not_kinds INTEGER,
    trades INTEGER,
    speaks INTEGER,
    words TEXT,
    said_on INTEGER,
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX interests_unit ON interests (org, unit);
CREATE INDEX interests_changed_at ON interests (org, changed_at);
CREATE INDEX interests_actor ON interests (org, actor);
