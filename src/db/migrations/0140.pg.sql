-- Needs of cases, and responses for many. 0140.sqlite.sql says the same in the other dialect.

CREATE TABLE case_needs (
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
    kind BIGINT,
    text TEXT COLLATE "C",
    state BIGINT,
    met_by TEXT COLLATE "C",
    met_on BIGINT,
    trade BIGINT,
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX case_needs_unit ON case_needs (org, unit NULLS FIRST);
CREATE INDEX case_needs_changed_at ON case_needs (org, changed_at NULLS FIRST);
CREATE INDEX case_needs_of_case_state ON case_needs (org, of_case NULLS FIRST, state NULLS FIRST);
CREATE INDEX case_needs_state_kind_trade_of_case ON case_needs (org, state NULLS FIRST, kind NULLS FIRST, trade NULLS FIRST, of_case NULLS FIRST);

CREATE TABLE responses (
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
    need BIGINT,
    trade BIGINT,
    place BIGINT,
    what TEXT COLLATE "C",
    owner BIGINT,
    due_on BIGINT,
    state BIGINT,
    result TEXT COLLATE "C",
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX responses_unit ON responses (org, unit NULLS FIRST);
CREATE INDEX responses_changed_at ON responses (org, changed_at NULLS FIRST);
CREATE INDEX responses_state_due_on ON responses (org, state NULLS FIRST, due_on NULLS FIRST);
CREATE INDEX responses_need ON responses (org, need NULLS FIRST);
CREATE INDEX responses_place ON responses (org, place NULLS FIRST);
CREATE INDEX responses_owner ON responses (org, owner NULLS FIRST);

CREATE TABLE response_cases (
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
    response BIGINT,
    of_case BIGINT,
    need BIGINT
);
CREATE INDEX response_cases_unit ON response_cases (org, unit NULLS FIRST);
CREATE INDEX response_cases_changed_at ON response_cases (org, changed_at NULLS FIRST);
CREATE INDEX response_cases_response ON response_cases (org, response NULLS FIRST);
CREATE INDEX response_cases_of_case ON response_cases (org, of_case NULLS FIRST);
CREATE INDEX response_cases_need ON response_cases (org, need NULLS FIRST);

