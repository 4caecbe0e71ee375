-- Places, their versions and what belongs to them. 0020.sqlite.sql says the same in the other dialect.

CREATE TABLE places (
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
    standing BIGINT,
    parent BIGINT,
    is_unit BIGINT CHECK (is_unit IN (0, 1)),
    code TEXT COLLATE "C",
    aliases TEXT COLLATE "C",
    languages BIGINT,
    population BIGINT,
    lat DOUBLE PRECISION,
    lon DOUBLE PRECISION,
    purpose TEXT COLLATE "C",
    note TEXT COLLATE "C",
    source TEXT COLLATE "C"
);
CREATE INDEX places_unit ON places (org, unit NULLS FIRST);
CREATE INDEX places_changed_at ON places (org, changed_at NULLS FIRST);
CREATE INDEX places_parent ON places (org, parent NULLS FIRST);
CREATE INDEX places_kind ON places (org, kind NULLS FIRST);
CREATE INDEX places_code ON places (org, code NULLS FIRST);
CREATE UNIQUE INDEX places_code_once ON places (org, code)
    WHERE archived_at IS NULL AND merged_into IS NULL;

CREATE TABLE place_versions (
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
    place BIGINT,
    number BIGINT,
    method BIGINT,
    shape TEXT COLLATE "C",
    rule TEXT COLLATE "C",
    valid_from BIGINT,
    valid_until BIGINT,
    frozen_at BIGINT,
    frozen_why TEXT COLLATE "C",
    frozen_by BIGINT,
    source TEXT COLLATE "C",
    CHECK (valid_until IS NULL OR valid_from IS NULL OR valid_until >= valid_from)
);
CREATE INDEX place_versions_unit ON place_versions (org, unit NULLS FIRST);
CREATE INDEX place_versions_changed_at ON place_versions (org, changed_at NULLS FIRST);
CREATE INDEX place_versions_place_number ON place_versions (org, place NULLS FIRST, number NULLS FIRST);
CREATE INDEX place_versions_frozen_by ON place_versions (org, frozen_by NULLS FIRST);

CREATE TABLE belongings (
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
    actor BIGINT,
    place BIGINT,
    reason BIGINT,
    weight DOUBLE PRECISION,
    from_on BIGINT,
    until_on BIGINT,
    CHECK (until_on IS NULL OR from_on IS NULL OR until_on >= from_on)
);
CREATE INDEX belongings_unit ON belongings (org, unit NULLS FIRST);
CREATE INDEX belongings_changed_at ON belongings (org, changed_at NULLS FIRST);
CREATE INDEX belongings_actor ON belongings (org, actor NULLS FIRST);
CREATE INDEX belongings_place_reason ON belongings (org, place NULLS FIRST, reason NULLS FIRST);

CREATE TABLE members (                            -- who belongs to a version, kept from shapes, rules, lists
    version     BIGINT NOT NULL,
    actor       BIGINT NOT NULL,
    origin      BIGINT NOT NULL,                 -- place_method that found it
    PRIMARY KEY (version, actor)
);
CREATE INDEX members_of_actor ON members (actor);

CREATE VIEW place_tree AS                         -- for those below place/ who follow the tree; a merged place hangs
    SELECT id, org, parent FROM places WHERE merged_into IS NULL -- below the one that it became
    UNION ALL SELECT id, org, merged_into FROM places WHERE merged_into IS NOT NULL;

CREATE TABLE members_frozen (                     -- who belonged when the version was frozen for a published figure
    version     BIGINT NOT NULL,
    actor       BIGINT NOT NULL,
    PRIMARY KEY (version, actor)
);

CREATE TABLE actor_at (                           -- where each actor is, as places see it: kept by place_members_of
    actor       BIGINT PRIMARY KEY,
    org         BIGINT NOT NULL,
    lat         DOUBLE PRECISION,
    lon         DOUBLE PRECISION,
    locality    BIGINT
);
CREATE INDEX actor_at_lat ON actor_at (org, lat NULLS FIRST);
CREATE INDEX actor_at_locality ON actor_at (locality NULLS FIRST);

CREATE TABLE local_choices (                      -- what "local" means to each person: as it stands in an address
    account     BIGINT PRIMARY KEY,
    choice      TEXT COLLATE "C",
    before_it   TEXT COLLATE "C",
    changed_at  BIGINT NOT NULL
);

CREATE TABLE region_files (                       -- what a region's pack brought: the land of the map
    name        TEXT COLLATE "C" PRIMARY KEY,
    text        TEXT COLLATE "C" NOT NULL,
    changed_at  BIGINT NOT NULL
);
