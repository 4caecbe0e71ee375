-- Which businesses stand before a barrier. 0129.sqlite.sql says the same in the other dialect.

CREATE TABLE barrier_cases (
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
    of_case BIGINT,
    barrier BIGINT,
    note TEXT COLLATE "C"
);
CREATE INDEX barrier_cases_unit ON barrier_cases (org, unit NULLS FIRST);
CREATE INDEX barrier_cases_changed_at ON barrier_cases (org, changed_at NULLS FIRST);
CREATE INDEX barrier_cases_of_case ON barrier_cases (org, of_case NULLS FIRST);
CREATE INDEX barrier_cases_barrier ON barrier_cases (org, barrier NULLS FIRST);
