-- When a business closed or left, whom to speak to, and what others have counted. 0270.pg.sql says the same in the
-- other dialect.

ALTER TABLE actors ADD COLUMN ended_year INTEGER;
ALTER TABLE settings ADD COLUMN quiet_months INTEGER;

CREATE TABLE benchmarks (
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
    scope TEXT,
    what INTEGER,
    place INTEGER,
    year INTEGER,
    value REAL,
    source TEXT,
    link TEXT,
    note TEXT,
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX benchmarks_unit ON benchmarks (org, unit);
CREATE INDEX benchmarks_changed_at ON benchmarks (org, changed_at);
CREATE INDEX benchmarks_what_year ON benchmarks (org, what, year);
CREATE INDEX benchmarks_place ON benchmarks (org, place);

CREATE TABLE actor_dates (
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
    kind INTEGER,
    on_day INTEGER,
    yearly INTEGER CHECK (yearly IN (0, 1)),
    note TEXT,
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX actor_dates_unit ON actor_dates (org, unit);
CREATE INDEX actor_dates_changed_at ON actor_dates (org, changed_at);
CREATE INDEX actor_dates_actor ON actor_dates (org, actor);
CREATE INDEX actor_dates_on_day ON actor_dates (org, on_day);

CREATE TABLE acquaintances (
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
    about INTEGER,
    how_met TEXT,
    matters TEXT,
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX acquaintances_unit ON acquaintances (org, unit);
CREATE INDEX acquaintances_changed_at ON acquaintances (org, changed_at);
CREATE INDEX acquaintances_about ON acquaintances (org, about);
