-- Question sets in versions. 0122.sqlite.sql says the same in the other dialect.

CREATE TABLE surveys (
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
    ready TEXT COLLATE "C"
);
CREATE INDEX surveys_unit ON surveys (org, unit NULLS FIRST);
CREATE INDEX surveys_changed_at ON surveys (org, changed_at NULLS FIRST);
CREATE INDEX surveys_kind ON surveys (org, kind NULLS FIRST);
CREATE UNIQUE INDEX surveys_ready_once ON surveys (org, ready)
    WHERE archived_at IS NULL AND merged_into IS NULL;

CREATE TABLE survey_versions (
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
    of_survey BIGINT,
    number BIGINT,
    state BIGINT,
    published_at BIGINT
);
CREATE INDEX survey_versions_unit ON survey_versions (org, unit NULLS FIRST);
CREATE INDEX survey_versions_changed_at ON survey_versions (org, changed_at NULLS FIRST);
CREATE INDEX survey_versions_of_survey_number ON survey_versions (org, of_survey NULLS FIRST, number NULLS FIRST);

CREATE TABLE survey_areas (
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
    of_version BIGINT,
    line BIGINT,
    ord BIGINT,
    origin BIGINT
);
CREATE INDEX survey_areas_unit ON survey_areas (org, unit NULLS FIRST);
CREATE INDEX survey_areas_changed_at ON survey_areas (org, changed_at NULLS FIRST);
CREATE INDEX survey_areas_of_version_ord ON survey_areas (org, of_version NULLS FIRST, ord NULLS FIRST);
CREATE INDEX survey_areas_origin ON survey_areas (org, origin NULLS FIRST);

CREATE TABLE survey_items (
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
    of_area BIGINT,
    of_version BIGINT,
    kind BIGINT,
    no_apply BIGINT CHECK (no_apply IN (0, 1)),
    points1 BIGINT,
    points2 BIGINT,
    points3 BIGINT,
    points4 BIGINT,
    points5 BIGINT,
    ord BIGINT,
    origin BIGINT,
    options BIGINT
);
CREATE INDEX survey_items_unit ON survey_items (org, unit NULLS FIRST);
CREATE INDEX survey_items_changed_at ON survey_items (org, changed_at NULLS FIRST);
CREATE INDEX survey_items_of_area ON survey_items (org, of_area NULLS FIRST);
CREATE INDEX survey_items_of_version_ord ON survey_items (org, of_version NULLS FIRST, ord NULLS FIRST);
CREATE INDEX survey_items_origin ON survey_items (org, origin NULLS FIRST);
