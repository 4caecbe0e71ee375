-- Sessions, hours, monthly statements, funding sources. 0126.sqlite.sql says the same in the other dialect.

CREATE TABLE case_sessions (
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
    happened_at BIGINT,
    way BIGINT,
    state BIGINT,
    host BIGINT,
    said TEXT COLLATE "C",
    decided TEXT COLLATE "C",
    took_part TEXT COLLATE "C",
    place TEXT COLLATE "C",
    lang BIGINT,
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX case_sessions_unit ON case_sessions (org, unit NULLS FIRST);
CREATE INDEX case_sessions_changed_at ON case_sessions (org, changed_at NULLS FIRST);
CREATE INDEX case_sessions_of_case_happened_at ON case_sessions (org, of_case NULLS FIRST, happened_at NULLS FIRST);
CREATE INDEX case_sessions_host_state ON case_sessions (org, host NULLS FIRST, state NULLS FIRST);

CREATE TABLE session_insides (
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
    session BIGINT,
    text TEXT COLLATE "C"
);
CREATE INDEX session_insides_unit ON session_insides (org, unit NULLS FIRST);
CREATE INDEX session_insides_changed_at ON session_insides (org, changed_at NULLS FIRST);
CREATE INDEX session_insides_session ON session_insides (org, session NULLS FIRST);
CREATE UNIQUE INDEX session_insides_session_once ON session_insides (org, session)
    WHERE archived_at IS NULL AND merged_into IS NULL;

CREATE TABLE funding_sources (
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
    name TEXT COLLATE "C",
    code TEXT COLLATE "C",
    from_on BIGINT,
    until_on BIGINT,
    minutes BIGINT,
    is_demo BIGINT CHECK (is_demo IN (0, 1)),
    CHECK (until_on IS NULL OR from_on IS NULL OR until_on >= from_on)
);
CREATE INDEX funding_sources_unit ON funding_sources (org, unit NULLS FIRST);
CREATE INDEX funding_sources_changed_at ON funding_sources (org, changed_at NULLS FIRST);
CREATE UNIQUE INDEX funding_sources_code_once ON funding_sources (org, code)
    WHERE archived_at IS NULL AND merged_into IS NULL;

CREATE TABLE work_times (
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
    account BIGINT,
    on_day BIGINT,
    minutes BIGINT,
    kind BIGINT,
    purpose BIGINT,
    of_case BIGINT,
    funding BIGINT,
    session BIGINT,
    corrects BIGINT,
    is_demo BIGINT CHECK (is_demo IN (0, 1)),
    CHECK (minutes <> 0)
);
CREATE INDEX work_times_unit ON work_times (org, unit NULLS FIRST);
CREATE INDEX work_times_changed_at ON work_times (org, changed_at NULLS FIRST);
CREATE INDEX work_times_account_on_day ON work_times (org, account NULLS FIRST, on_day NULLS FIRST);
CREATE INDEX work_times_of_case_on_day ON work_times (org, of_case NULLS FIRST, on_day NULLS FIRST);
CREATE INDEX work_times_funding_on_day ON work_times (org, funding NULLS FIRST, on_day NULLS FIRST);
CREATE INDEX work_times_session ON work_times (org, session NULLS FIRST);
CREATE INDEX work_times_corrects ON work_times (org, corrects NULLS FIRST);

CREATE TABLE month_statements (
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
    account BIGINT,
    month BIGINT,
    closed_at BIGINT
);
CREATE INDEX month_statements_unit ON month_statements (org, unit NULLS FIRST);
CREATE INDEX month_statements_changed_at ON month_statements (org, changed_at NULLS FIRST);
CREATE INDEX month_statements_account_month ON month_statements (org, account NULLS FIRST, month NULLS FIRST);

