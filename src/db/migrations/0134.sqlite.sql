-- Follow-ups over the years, and the money told at them. 0134.pg.sql says the same in the other dialect.

CREATE TABLE waves (
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
    at INTEGER,
    due_on INTEGER,
    state INTEGER,
    answered_on INTEGER,
    by_owner INTEGER CHECK (by_owner IN (0, 1)),
    life INTEGER,
    life_on INTEGER,
    jobs REAL,
    jobs_local REAL,
    jobs_women REAL,
    jobs_men REAL,
    proof INTEGER,
    level INTEGER,
    changed TEXT,
    part INTEGER,
    part_words TEXT,
    signed_name TEXT,
    signed_on INTEGER,
    trade INTEGER,
    opened_year INTEGER,
    task INTEGER,
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX waves_unit ON waves (org, unit);
CREATE INDEX waves_changed_at ON waves (org, changed_at);
CREATE INDEX waves_of_case_at ON waves (org, of_case, at);
CREATE INDEX waves_state_due_on ON waves (org, state, due_on);
CREATE INDEX waves_at_due_on ON waves (org, at, due_on);
CREATE INDEX waves_task ON waves (org, task);

CREATE TABLE wave_moneys (
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
    wave INTEGER,
    income_range INTEGER,
    income INTEGER,
    turnover_range INTEGER,
    turnover INTEGER,
    money_proof INTEGER,
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX wave_moneys_unit ON wave_moneys (org, unit);
CREATE INDEX wave_moneys_changed_at ON wave_moneys (org, changed_at);
CREATE INDEX wave_moneys_of_case ON wave_moneys (org, of_case);
CREATE INDEX wave_moneys_wave ON wave_moneys (org, wave);


CREATE UNIQUE INDEX waves_once ON waves (of_case, at) WHERE archived_at IS NULL AND merged_into IS NULL;
