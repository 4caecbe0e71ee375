-- Follow-ups over the years, and the money told at them. 0134.sqlite.sql says the same in the other dialect.

CREATE TABLE waves (
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
    at BIGINT,
    due_on BIGINT,
    state BIGINT,
    answered_on BIGINT,
    by_owner BIGINT CHECK (by_owner IN (0, 1)),
    life BIGINT,
    life_on BIGINT,
    jobs DOUBLE PRECISION,
    jobs_local DOUBLE PRECISION,
    jobs_women DOUBLE PRECISION,
    jobs_men DOUBLE PRECISION,
    proof BIGINT,
    level BIGINT,
    changed TEXT COLLATE "C",
    part BIGINT,
    part_words TEXT COLLATE "C",
    signed_name TEXT COLLATE "C",
    signed_on BIGINT,
    trade BIGINT,
    opened_year BIGINT,
    task BIGINT,
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX waves_unit ON waves (org, unit NULLS FIRST);
CREATE INDEX waves_changed_at ON waves (org, changed_at NULLS FIRST);
CREATE INDEX waves_of_case_at ON waves (org, of_case NULLS FIRST, at NULLS FIRST);
CREATE INDEX waves_state_due_on ON waves (org, state NULLS FIRST, due_on NULLS FIRST);
CREATE INDEX waves_at_due_on ON waves (org, at NULLS FIRST, due_on NULLS FIRST);
CREATE INDEX waves_task ON waves (org, task NULLS FIRST);

CREATE TABLE wave_moneys (
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
    wave BIGINT,
    income_range BIGINT,
    income BIGINT,
    turnover_range BIGINT,
    turnover BIGINT,
    money_proof BIGINT,
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX wave_moneys_unit ON wave_moneys (org, unit NULLS FIRST);
CREATE INDEX wave_moneys_changed_at ON wave_moneys (org, changed_at NULLS FIRST);
CREATE INDEX wave_moneys_of_case ON wave_moneys (org, of_case NULLS FIRST);
CREATE INDEX wave_moneys_wave ON wave_moneys (org, wave NULLS FIRST);


CREATE UNIQUE INDEX waves_once ON waves (of_case, at) WHERE archived_at IS NULL AND merged_into IS NULL;
