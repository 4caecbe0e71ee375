-- What is known of places: chapters, and roles of leadership. 0230.pg.sql says the same in the other dialect.

CREATE TABLE place_chapters (
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
    kind INTEGER,
    source TEXT,
    written_on INTEGER,
    written_by INTEGER,
    looked_on INTEGER,
    looked_by INTEGER,
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX place_chapters_unit ON place_chapters (org, unit);
CREATE INDEX place_chapters_changed_at ON place_chapters (org, changed_at);
CREATE INDEX place_chapters_place_kind ON place_chapters (org, place, kind);
CREATE INDEX place_chapters_written_by ON place_chapters (org, written_by);
CREATE INDEX place_chapters_looked_by ON place_chapters (org, looked_by);

CREATE TABLE place_leaders (
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
    field INTEGER,
    standing INTEGER,
    actor INTEGER,
    knows_on INTEGER,
    knows_how TEXT,
    from_on INTEGER,
    until_on INTEGER,
    source TEXT,
    is_demo INTEGER CHECK (is_demo IN (0, 1)),
    CHECK (until_on IS NULL OR from_on IS NULL OR until_on >= from_on)
) STRICT;
CREATE INDEX place_leaders_unit ON place_leaders (org, unit);
CREATE INDEX place_leaders_changed_at ON place_leaders (org, changed_at);
CREATE INDEX place_leaders_place ON place_leaders (org, place);
CREATE INDEX place_leaders_actor ON place_leaders (org, actor);
