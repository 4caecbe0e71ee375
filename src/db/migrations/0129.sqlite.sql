-- Which businesses stand before a barrier. 0129.pg.sql says the same in the other dialect.

CREATE TABLE barrier_cases (
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
    of_case INTEGER,
    barrier INTEGER,
    note TEXT
) STRICT;
CREATE INDEX barrier_cases_unit ON barrier_cases (org, unit);
CREATE INDEX barrier_cases_changed_at ON barrier_cases (org, changed_at);
CREATE INDEX barrier_cases_of_case ON barrier_cases (org, of_case);
CREATE INDEX barrier_cases_barrier ON barrier_cases (org, barrier);
