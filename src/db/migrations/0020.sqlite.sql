-- Places, their versions and what belongs to them. 0020.pg.sql says the same in the other dialect.

CREATE TABLE places (
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
    kind INTEGER,
    standing INTEGER,
    parent INTEGER,
    is_unit INTEGER CHECK (is_unit IN (0, 1)),
    code TEXT,
    aliases TEXT,
    languages INTEGER,
    population INTEGER,
    lat REAL,
    lon REAL,
    purpose TEXT,
    note TEXT,
    source TEXT
) STRICT;
CREATE INDEX places_unit ON places (org, unit);
CREATE INDEX places_changed_at ON places (org, changed_at);
CREATE INDEX places_parent ON places (org, parent);
CREATE INDEX places_kind ON places (org, kind);
CREATE INDEX places_code ON places (org, code);
CREATE UNIQUE INDEX places_code_once ON places (org, code)
    WHERE archived_at IS NULL AND merged_into IS NULL;

CREATE TABLE place_versions (
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
    place INTEGER,
    number INTEGER,
    method INTEGER,
    shape TEXT,
    rule TEXT,
    valid_from INTEGER,
    valid_until INTEGER,
    frozen_at INTEGER,
    frozen_why TEXT,
    frozen_by INTEGER,
    source TEXT,
    CHECK (valid_until IS NULL OR valid_from IS NULL OR valid_until >= valid_from)
) STRICT;
CREATE INDEX place_versions_unit ON place_versions (org, unit);
CREATE INDEX place_versions_changed_at ON place_versions (org, changed_at);
CREATE INDEX place_versions_place_number ON place_versions (org, place, number);
CREATE INDEX place_versions_frozen_by ON place_versions (org, frozen_by);

CREATE TABLE belongings (
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
    place INTEGER,
    reason INTEGER,
    weight REAL,
    from_on INTEGER,
    until_on INTEGER,
    CHECK (until_on IS NULL OR from_on IS NULL OR until_on >= from_on)
) STRICT;
CREATE INDEX belongings_unit ON belongings (org, unit);
CREATE INDEX belongings_changed_at ON belongings (org, changed_at);
CREATE INDEX belongings_actor ON belongings (org, actor);
CREATE INDEX belongings_place_reason ON belongings (org, place, reason);

CREATE TABLE members (                            -- who belongs to a version, kept from shapes, rules, lists
    version     INTEGER NOT NULL,
    actor       INTEGER NOT NULL,
    origin      INTEGER NOT NULL,                 -- place_method that found it
    PRIMARY KEY (version, actor)
) STRICT, WITHOUT ROWID;
CREATE INDEX members_of_actor ON members (actor);

CREATE VIEW place_tree AS                         -- for those below place/ who follow the tree; a merged place hangs
    SELECT id, org, parent FROM places WHERE merged_into IS NULL -- below the one that it became
    UNION ALL SELECT id, org, merged_into FROM places WHERE merged_into IS NOT NULL;

CREATE TABLE members_frozen (                     -- who belonged when the version was frozen for a published figure
    version     INTEGER NOT NULL,
    actor       INTEGER NOT NULL,
    PRIMARY KEY (version, actor)
) STRICT, WITHOUT ROWID;

CREATE TABLE actor_at (                           -- where each actor is, as places see it: kept by place_members_of
    actor       INTEGER PRIMARY KEY,
    org         INTEGER NOT NULL,
    lat         REAL,
    lon         REAL,
    locality    INTEGER
) STRICT;
CREATE INDEX actor_at_lat ON actor_at (org, lat);
CREATE INDEX actor_at_locality ON actor_at (locality);

CREATE TABLE local_choices (                      -- what "local" means to each person: as it stands in an address
    account     INTEGER PRIMARY KEY,
    choice      TEXT,
    before_it   TEXT,
    changed_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE region_files (                       -- what a region's pack brought: the land of the map
    name        TEXT PRIMARY KEY,
    text        TEXT NOT NULL,
    changed_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
