-- What residents want, and the goals of places. 0200.sqlite.sql says the same in the other dialect.

CREATE TABLE wishes (
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
    words TEXT COLLATE "C",
    describes BIGINT,
    way BIGINT,
    lang TEXT COLLATE "C",
    told_on BIGINT,
    fit BIGINT CHECK (fit IN (0, 1)),
    coded BIGINT CHECK (coded IN (0, 1)),
    door BIGINT,
    email TEXT COLLATE "C",
    hears BIGINT CHECK (hears IN (0, 1)),
    heard_at BIGINT,
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX wishes_unit ON wishes (org, unit NULLS FIRST);
CREATE INDEX wishes_changed_at ON wishes (org, changed_at NULLS FIRST);
CREATE INDEX wishes_place_coded ON wishes (org, place NULLS FIRST, coded NULLS FIRST);
CREATE INDEX wishes_door ON wishes (org, door NULLS FIRST);

CREATE TABLE themes (
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
    note TEXT COLLATE "C",
    shown BIGINT CHECK (shown IN (0, 1)),
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX themes_unit ON themes (org, unit NULLS FIRST);
CREATE INDEX themes_changed_at ON themes (org, changed_at NULLS FIRST);
CREATE INDEX themes_place ON themes (org, place NULLS FIRST);

CREATE TABLE wish_themes (
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
    wish BIGINT,
    theme BIGINT
);
CREATE INDEX wish_themes_unit ON wish_themes (org, unit NULLS FIRST);
CREATE INDEX wish_themes_changed_at ON wish_themes (org, changed_at NULLS FIRST);
CREATE INDEX wish_themes_wish ON wish_themes (org, wish NULLS FIRST);
CREATE INDEX wish_themes_theme ON wish_themes (org, theme NULLS FIRST);

CREATE TABLE hand_counts (
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
    theme BIGINT,
    hands BIGINT,
    held_on BIGINT,
    held_at TEXT COLLATE "C"
);
CREATE INDEX hand_counts_unit ON hand_counts (org, unit NULLS FIRST);
CREATE INDEX hand_counts_changed_at ON hand_counts (org, changed_at NULLS FIRST);
CREATE INDEX hand_counts_theme ON hand_counts (org, theme NULLS FIRST);

CREATE TABLE wish_pages (
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
    code TEXT COLLATE "C",
    salt TEXT COLLATE "C",
    shown BIGINT CHECK (shown IN (0, 1)),
    shown_at BIGINT
);
CREATE INDEX wish_pages_unit ON wish_pages (org, unit NULLS FIRST);
CREATE INDEX wish_pages_changed_at ON wish_pages (org, changed_at NULLS FIRST);
CREATE INDEX wish_pages_place ON wish_pages (org, place NULLS FIRST);
CREATE UNIQUE INDEX wish_pages_place_once ON wish_pages (org, place)
    WHERE archived_at IS NULL AND merged_into IS NULL;
CREATE UNIQUE INDEX wish_pages_code_once ON wish_pages (org, code)
    WHERE archived_at IS NULL AND merged_into IS NULL;

CREATE TABLE aims (
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
    line BIGINT,
    horizon BIGINT,
    state BIGINT,
    owner BIGINT,
    taken_on BIGINT,
    shown BIGINT CHECK (shown IN (0, 1)),
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX aims_unit ON aims (org, unit NULLS FIRST);
CREATE INDEX aims_changed_at ON aims (org, changed_at NULLS FIRST);
CREATE INDEX aims_place ON aims (org, place NULLS FIRST);
CREATE INDEX aims_owner ON aims (org, owner NULLS FIRST);

CREATE TABLE aim_themes (
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
    aim BIGINT,
    theme BIGINT
);
CREATE INDEX aim_themes_unit ON aim_themes (org, unit NULLS FIRST);
CREATE INDEX aim_themes_changed_at ON aim_themes (org, changed_at NULLS FIRST);
CREATE INDEX aim_themes_aim ON aim_themes (org, aim NULLS FIRST);
CREATE INDEX aim_themes_theme ON aim_themes (org, theme NULLS FIRST);

-- Votes of devices on themes (future/future.h): a keyed hash that says nothing of the device. No times, no ids.
CREATE TABLE theme_votes (
    theme  BIGINT NOT NULL,
    device TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (theme, device)
);

CREATE INDEX wish_pages_by_code ON wish_pages (code NULLS FIRST);

ALTER TABLE goals ADD COLUMN aim BIGINT;
CREATE INDEX goals_aim ON goals (org, aim NULLS FIRST);
