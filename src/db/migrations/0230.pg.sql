-- What is known of places: chapters, and roles of leadership. 0230.sqlite.sql says the same in the other dialect.

CREATE TABLE place_chapters (
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
    kind BIGINT,
    source TEXT COLLATE "C",
    written_on BIGINT,
    written_by BIGINT,
    looked_on BIGINT,
    looked_by BIGINT,
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX place_chapters_unit ON place_chapters (org, unit NULLS FIRST);
CREATE INDEX place_chapters_changed_at ON place_chapters (org, changed_at NULLS FIRST);
CREATE INDEX place_chapters_place_kind ON place_chapters (org, place NULLS FIRST, kind NULLS FIRST);
CREATE INDEX place_chapters_written_by ON place_chapters (org, written_by NULLS FIRST);
CREATE INDEX place_chapters_looked_by ON place_chapters (org, looked_by NULLS FIRST);

CREATE TABLE place_leaders (
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
    field BIGINT,
    standing BIGINT,
    actor BIGINT,
    knows_on BIGINT,
    knows_how TEXT COLLATE "C",
    from_on BIGINT,
    until_on BIGINT,
    source TEXT COLLATE "C",
    is_demo BIGINT CHECK (is_demo IN (0, 1)),
    CHECK (until_on IS NULL OR from_on IS NULL OR until_on >= from_on)
);
CREATE INDEX place_leaders_unit ON place_leaders (org, unit NULLS FIRST);
CREATE INDEX place_leaders_changed_at ON place_leaders (org, changed_at NULLS FIRST);
CREATE INDEX place_leaders_place ON place_leaders (org, place NULLS FIRST);
CREATE INDEX place_leaders_actor ON place_leaders (org, actor NULLS FIRST);
