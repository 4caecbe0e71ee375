-- Sessions, hours, monthly statements, funding sources. 0126.pg.sql says the same in the other dialect.

CREATE TABLE case_sessions (
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
    happened_at INTEGER,
    way INTEGER,
    state INTEGER,
    host INTEGER,
    said TEXT,
    decided TEXT,
    took_part TEXT,
    place TEXT,
    lang INTEGER,
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX case_sessions_unit ON case_sessions (org, unit);
CREATE INDEX case_sessions_changed_at ON case_sessions (org, changed_at);
CREATE INDEX case_sessions_of_case_happened_at ON case_sessions (org, of_case, happened_at);
CREATE INDEX case_sessions_host_state ON case_sessions (org, host, state);

CREATE TABLE session_insides (
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
    session INTEGER,
    text TEXT
) STRICT;
CREATE INDEX session_insides_unit ON session_insides (org, unit);
CREATE INDEX session_insides_changed_at ON session_insides (org, changed_at);
CREATE INDEX session_insides_session ON session_insides (org, session);
CREATE UNIQUE INDEX session_insides_session_once ON session_insides (org, session)
    WHERE archived_at IS NULL AND merged_into IS NULL;

CREATE TABLE funding_sources (
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
    name TEXT,
    code TEXT,
    from_on INTEGER,
    until_on INTEGER,
    minutes INTEGER,
    is_demo INTEGER CHECK (is_demo IN (0, 1)),
    CHECK (until_on IS NULL OR from_on IS NULL OR until_on >= from_on)
) STRICT;
CREATE INDEX funding_sources_unit ON funding_sources (org, unit);
CREATE INDEX funding_sources_changed_at ON funding_sources (org, changed_at);
CREATE UNIQUE INDEX funding_sources_code_once ON funding_sources (org, code)
    WHERE archived_at IS NULL AND merged_into IS NULL;

CREATE TABLE work_times (
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
    account INTEGER,
    on_day INTEGER,
    minutes INTEGER,
    kind INTEGER,
    purpose INTEGER,
    of_case INTEGER,
    funding INTEGER,
    session INTEGER,
    corrects INTEGER,
    is_demo INTEGER CHECK (is_demo IN (0, 1)),
    CHECK (minutes <> 0)
) STRICT;
CREATE INDEX work_times_unit ON work_times (org, unit);
CREATE INDEX work_times_changed_at ON work_times (org, changed_at);
CREATE INDEX work_times_account_on_day ON work_times (org, account, on_day);
CREATE INDEX work_times_of_case_on_day ON work_times (org, of_case, on_day);
CREATE INDEX work_times_funding_on_day ON work_times (org, funding, on_day);
CREATE INDEX work_times_session ON work_times (org, session);
CREATE INDEX work_times_corrects ON work_times (org, corrects);

CREATE TABLE month_statements (
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
    account INTEGER,
    month INTEGER,
    closed_at INTEGER
) STRICT;
CREATE INDEX month_statements_unit ON month_statements (org, unit);
CREATE INDEX month_statements_changed_at ON month_statements (org, changed_at);
CREATE INDEX month_statements_account_month ON month_statements (org, account, month);

