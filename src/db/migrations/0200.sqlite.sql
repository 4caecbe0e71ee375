-- What residents want, and the goals of places. 0200.pg.sql says the same in the other dialect.

CREATE TABLE wishes (
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
    words TEXT,
    describes INTEGER,
    way INTEGER,
    lang TEXT,
    told_on INTEGER,
    fit INTEGER CHECK (fit IN (0, 1)),
    coded INTEGER CHECK (coded IN (0, 1)),
    door INTEGER,
    email TEXT,
    hears INTEGER CHECK (hears IN (0, 1)),
    heard_at INTEGER,
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX wishes_unit ON wishes (org, unit);
CREATE INDEX wishes_changed_at ON wishes (org, changed_at);
CREATE INDEX wishes_place_coded ON wishes (org, place, coded);
CREATE INDEX wishes_door ON wishes (org, door);

CREATE TABLE themes (
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
    note TEXT,
    shown INTEGER CHECK (shown IN (0, 1)),
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX themes_unit ON themes (org, unit);
CREATE INDEX themes_changed_at ON themes (org, changed_at);
CREATE INDEX themes_place ON themes (org, place);

CREATE TABLE wish_themes (
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
    wish INTEGER,
    theme INTEGER
) STRICT;
CREATE INDEX wish_themes_unit ON wish_themes (org, unit);
CREATE INDEX wish_themes_changed_at ON wish_themes (org, changed_at);
CREATE INDEX wish_themes_wish ON wish_themes (org, wish);
CREATE INDEX wish_themes_theme ON wish_themes (org, theme);

CREATE TABLE hand_counts (
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
    theme INTEGER,
    hands INTEGER,
    held_on INTEGER,
    held_at TEXT
) STRICT;
CREATE INDEX hand_counts_unit ON hand_counts (org, unit);
CREATE INDEX hand_counts_changed_at ON hand_counts (org, changed_at);
CREATE INDEX hand_counts_theme ON hand_counts (org, theme);

CREATE TABLE wish_pages (
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
    code TEXT,
    salt TEXT,
    shown INTEGER CHECK (shown IN (0, 1)),
    shown_at INTEGER
) STRICT;
CREATE INDEX wish_pages_unit ON wish_pages (org, unit);
CREATE INDEX wish_pages_changed_at ON wish_pages (org, changed_at);
CREATE INDEX wish_pages_place ON wish_pages (org, place);
CREATE UNIQUE INDEX wish_pages_place_once ON wish_pages (org, place)
    WHERE archived_at IS NULL AND merged_into IS NULL;
CREATE UNIQUE INDEX wish_pages_code_once ON wish_pages (org, code)
    WHERE archived_at IS NULL AND merged_into IS NULL;

CREATE TABLE aims (
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
    line INTEGER,
    horizon INTEGER,
    state INTEGER,
    owner INTEGER,
    taken_on INTEGER,
    shown INTEGER CHECK (shown IN (0, 1)),
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX aims_unit ON aims (org, unit);
CREATE INDEX aims_changed_at ON aims (org, changed_at);
CREATE INDEX aims_place ON aims (org, place);
CREATE INDEX aims_owner ON aims (org, owner);

CREATE TABLE aim_themes (
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
    aim INTEGER,
    theme INTEGER
) STRICT;
CREATE INDEX aim_themes_unit ON aim_themes (org, unit);
CREATE INDEX aim_themes_changed_at ON aim_themes (org, changed_at);
CREATE INDEX aim_themes_aim ON aim_themes (org, aim);
CREATE INDEX aim_themes_theme ON aim_themes (org, theme);

-- Votes of devices on themes (future/future.h): a keyed hash that says nothing of the device. No times, no ids.
CREATE TABLE theme_votes (
    theme  INTEGER NOT NULL,
    device TEXT NOT NULL,
    PRIMARY KEY (theme, device)
) STRICT, WITHOUT ROWID;

CREATE INDEX wish_pages_by_code ON wish_pages (code);

ALTER TABLE goals ADD COLUMN aim INTEGER;
CREATE INDEX goals_aim ON goals (org, aim);
