-- Rounds and answers, seen by the team of a case. 0123.pg.sql says the same in the other dialect.

CREATE TABLE answer_sheets (
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
    of_version INTEGER,
    number INTEGER,
    answered_on INTEGER,
    way INTEGER,
    state INTEGER,
    finished_at INTEGER
) STRICT;
CREATE INDEX answer_sheets_unit ON answer_sheets (org, unit);
CREATE INDEX answer_sheets_changed_at ON answer_sheets (org, changed_at);
CREATE INDEX answer_sheets_of_case_answered_on ON answer_sheets (org, of_case, answered_on);
CREATE INDEX answer_sheets_of_version ON answer_sheets (org, of_version);

CREATE TABLE answers (
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
    of_sheet INTEGER,
    item INTEGER,
    state INTEGER,
    chosen INTEGER,
    amount REAL,
    words TEXT
) STRICT;
CREATE INDEX answers_unit ON answers (org, unit);
CREATE INDEX answers_changed_at ON answers (org, changed_at);
CREATE INDEX answers_of_sheet_item ON answers (org, of_sheet, item);
CREATE INDEX answers_item ON answers (org, item);
