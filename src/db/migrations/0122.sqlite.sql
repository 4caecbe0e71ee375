-- Question sets in versions. 0122.pg.sql says the same in the other dialect.

CREATE TABLE surveys (
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
    ready TEXT
) STRICT;
CREATE INDEX surveys_unit ON surveys (org, unit);
CREATE INDEX surveys_changed_at ON surveys (org, changed_at);
CREATE INDEX surveys_kind ON surveys (org, kind);
CREATE UNIQUE INDEX surveys_ready_once ON surveys (org, ready)
    WHERE archived_at IS NULL AND merged_into IS NULL;

CREATE TABLE survey_versions (
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
    of_survey INTEGER,
    number INTEGER,
    state INTEGER,
    published_at INTEGER
) STRICT;
CREATE INDEX survey_versions_unit ON survey_versions (org, unit);
CREATE INDEX survey_versions_changed_at ON survey_versions (org, changed_at);
CREATE INDEX survey_versions_of_survey_number ON survey_versions (org, of_survey, number);

CREATE TABLE survey_areas (
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
    of_version INTEGER,
    line INTEGER,
    ord INTEGER,
    origin INTEGER
) STRICT;
CREATE INDEX survey_areas_unit ON survey_areas (org, unit);
CREATE INDEX survey_areas_changed_at ON survey_areas (org, changed_at);
CREATE INDEX survey_areas_of_version_ord ON survey_areas (org, of_version, ord);
CREATE INDEX survey_areas_origin ON survey_areas (org, origin);

CREATE TABLE survey_items (
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
    of_area INTEGER,
    of_version INTEGER,
    kind INTEGER,
    no_apply INTEGER CHECK (no_apply IN (0, 1)),
    points1 INTEGER,
    points2 INTEGER,
    points3 INTEGER,
    points4 INTEGER,
    points5 INTEGER,
    ord INTEGER,
    origin INTEGER,
    options INTEGER
) STRICT;
CREATE INDEX survey_items_unit ON survey_items (org, unit);
CREATE INDEX survey_items_changed_at ON survey_items (org, changed_at);
CREATE INDEX survey_items_of_area ON survey_items (org, of_area);
CREATE INDEX survey_items_of_version_ord ON survey_items (org, of_version, ord);
CREATE INDEX survey_items_origin ON survey_items (org, origin);
