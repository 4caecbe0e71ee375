-- Community-business leverage: two listings told together, and who takes part. 0291.sqlite.sql says the same in the
-- other dialect.

CREATE TABLE leverages (
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
    holder BIGINT,
    place BIGINT,
    asks BIGINT,
    gives BIGINT,
    published_on BIGINT,
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX leverages_unit ON leverages (org, unit NULLS FIRST);
CREATE INDEX leverages_changed_at ON leverages (org, changed_at NULLS FIRST);
CREATE INDEX leverages_holder ON leverages (org, holder NULLS FIRST);
CREATE INDEX leverages_place ON leverages (org, place NULLS FIRST);
CREATE INDEX leverages_asks ON leverages (org, asks NULLS FIRST);
CREATE INDEX leverages_gives ON leverages (org, gives NULLS FIRST);

CREATE TABLE takers (
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
    leverage BIGINT,
    side BIGINT,
    actor BIGINT,
    name TEXT COLLATE "C",
    contact TEXT COLLATE "C",
    words TEXT COLLATE "C",
    state BIGINT,
    from_on BIGINT,
    until_on BIGINT,
    came TEXT COLLATE "C",
    is_demo BIGINT CHECK (is_demo IN (0, 1)),
    CHECK (until_on IS NULL OR from_on IS NULL OR until_on >= from_on)
);
CREATE INDEX takers_unit ON takers (org, unit NULLS FIRST);
CREATE INDEX takers_changed_at ON takers (org, changed_at NULLS FIRST);
CREATE INDEX takers_leverage ON takers (org, leverage NULLS FIRST);
CREATE INDEX takers_actor ON takers (org, actor NULLS FIRST);
