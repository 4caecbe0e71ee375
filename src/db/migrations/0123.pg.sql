-- Rounds and answers, seen by the team of a case. 0123.sqlite.sql says the same in the other dialect.

CREATE TABLE answer_sheets (
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
    of_version BIGINT,
    number BIGINT,
    answered_on BIGINT,
    way BIGINT,
    state BIGINT,
    finished_at BIGINT
);
CREATE INDEX answer_sheets_unit ON answer_sheets (org, unit NULLS FIRST);
CREATE INDEX answer_sheets_changed_at ON answer_sheets (org, changed_at NULLS FIRST);
CREATE INDEX answer_sheets_of_case_answered_on ON answer_sheets (org, of_case NULLS FIRST, answered_on NULLS FIRST);
CREATE INDEX answer_sheets_of_version ON answer_sheets (org, of_version NULLS FIRST);

CREATE TABLE answers (
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
    of_sheet BIGINT,
    item BIGINT,
    state BIGINT,
    chosen BIGINT,
    amount DOUBLE PRECISION,
    words TEXT COLLATE "C"
);
CREATE INDEX answers_unit ON answers (org, unit NULLS FIRST);
CREATE INDEX answers_changed_at ON answers (org, changed_at NULLS FIRST);
CREATE INDEX answers_of_sheet_item ON answers (org, of_sheet NULLS FIRST, item NULLS FIRST);
CREATE INDEX answers_item ON answers (org, item NULLS FIRST);
