-- Needs of cases, and responses for many. 0140.pg.sql says the same in the other dialect.

CREATE TABLE case_needs (
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
    kind INTEGER,
    text TEXT,
    state INTEGER,
    met_by TEXT,
    met_on INTEGER,
    trade INTEGER,
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX case_needs_unit ON case_needs (org, unit);
CREATE INDEX case_needs_changed_at ON case_needs (org, changed_at);
CREATE INDEX case_needs_of_case_state ON case_needs (org, of_case, state);
CREATE INDEX case_needs_state_kind_trade_of_case ON case_needs (org, state, kind, trade, of_case);

CREATE TABLE responses (
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
    need INTEGER,
    trade INTEGER,
    place INTEGER,
    what TEXT,
    owner INTEGER,
    due_on INTEGER,
    state INTEGER,
    result TEXT,
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX responses_unit ON responses (org, unit);
CREATE INDEX responses_changed_at ON responses (org, changed_at);
CREATE INDEX responses_state_due_on ON responses (org, state, due_on);
CREATE INDEX responses_need ON responses (org, need);
CREATE INDEX responses_place ON responses (org, place);
CREATE INDEX responses_owner ON responses (org, owner);

CREATE TABLE response_cases (
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
    response INTEGER,
    of_case INTEGER,
    need INTEGER
) STRICT;
CREATE INDEX response_cases_unit ON response_cases (org, unit);
CREATE INDEX response_cases_changed_at ON response_cases (org, changed_at);
CREATE INDEX response_cases_response ON response_cases (org, response);
CREATE INDEX response_cases_of_case ON response_cases (org, of_case);
CREATE INDEX response_cases_need ON response_cases (org, need);

