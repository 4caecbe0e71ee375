-- When a business closed or left, whom to speak to, and what others have counted. 0270.sqlite.sql says the same in the
-- other dialect.

ALTER TABLE actors ADD COLUMN ended_year BIGINT;
ALTER TABLE settings ADD COLUMN quiet_months BIGINT;

CREATE TABLE benchmarks (
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
    scope TEXT COLLATE "C",
    what BIGINT,
    place BIGINT,
    year BIGINT,
    value DOUBLE PRECISION,
    source TEXT COLLATE "C",
    link TEXT COLLATE "C",
    note TEXT COLLATE "C",
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX benchmarks_unit ON benchmarks (org, unit NULLS FIRST);
CREATE INDEX benchmarks_changed_at ON benchmarks (org, changed_at NULLS FIRST);
CREATE INDEX benchmarks_what_year ON benchmarks (org, what NULLS FIRST, year NULLS FIRST);
CREATE INDEX benchmarks_place ON benchmarks (org, place NULLS FIRST);

CREATE TABLE actor_dates (
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
    kind BIGINT,
    on_day BIGINT,
    yearly BIGINT CHECK (yearly IN (0, 1)),
    note TEXT COLLATE "C",
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX actor_dates_unit ON actor_dates (org, unit NULLS FIRST);
CREATE INDEX actor_dates_changed_at ON actor_dates (org, changed_at NULLS FIRST);
CREATE INDEX actor_dates_actor ON actor_dates (org, actor NULLS FIRST);
CREATE INDEX actor_dates_on_day ON actor_dates (org, on_day NULLS FIRST);

CREATE TABLE acquaintances (
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
    about BIGINT,
    how_met TEXT COLLATE "C",
    matters TEXT COLLATE "C",
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX acquaintances_unit ON acquaintances (org, unit NULLS FIRST);
CREATE INDEX acquaintances_changed_at ON acquaintances (org, changed_at NULLS FIRST);
CREATE INDEX acquaintances_about ON acquaintances (org, about NULLS FIRST);
