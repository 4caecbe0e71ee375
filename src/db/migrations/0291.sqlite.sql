-- Community-business leverage: two listings told together, and who takes part. 0291.pg.sql says the same in the other
-- dialect.

CREATE TABLE leverages (
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
    holder INTEGER,
    place INTEGER,
    asks INTEGER,
    gives INTEGER,
    published_on INTEGER,
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX leverages_unit ON leverages (org, unit);
CREATE INDEX leverages_changed_at ON leverages (org, changed_at);
CREATE INDEX leverages_holder ON leverages (org, holder);
CREATE INDEX leverages_place ON leverages (org, place);
CREATE INDEX leverages_asks ON leverages (org, asks);
CREATE INDEX leverages_gives ON leverages (org, gives);

CREATE TABLE takers (
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
    leverage INTEGER,
    side INTEGER,
    actor INTEGER,
    name TEXT,
    contact TEXT,
    words TEXT,
    state INTEGER,
    from_on INTEGER,
    until_on INTEGER,
    came TEXT,
    is_demo INTEGER CHECK (is_demo IN (0, 1)),
    CHECK (until_on IS NULL OR from_on IS NULL OR until_on >= from_on)
) STRICT;
CREATE INDEX takers_unit ON takers (org, unit);
CREATE INDEX takers_changed_at ON takers (org, changed_at);
CREATE INDEX takers_leverage ON takers (org, leverage);
CREATE INDEX takers_actor ON takers (org, actor);
