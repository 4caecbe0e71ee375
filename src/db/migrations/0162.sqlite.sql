-- What the owner of a business sees of its rounds of questions (survey/told.h).
CREATE TABLE told_rounds (
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
    sheet INTEGER,
    of_version INTEGER,
    number INTEGER,
    answered_on INTEGER,
    state INTEGER,
    shown_on INTEGER,
    words TEXT
) STRICT;
CREATE INDEX told_rounds_unit ON told_rounds (org, unit);
CREATE INDEX told_rounds_changed_at ON told_rounds (org, changed_at);
CREATE INDEX told_rounds_of_case ON told_rounds (org, of_case);
CREATE INDEX told_rounds_sheet ON told_rounds (org, sheet);
CREATE INDEX told_rounds_of_version ON told_rounds (org, of_version);

CREATE TABLE told_answers (
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
    of_told INTEGER,
    of_case INTEGER,
    item INTEGER,
    state INTEGER,
    chosen INTEGER,
    amount REAL,
    words TEXT
) STRICT;
CREATE INDEX told_answers_unit ON told_answers (org, unit);
CREATE INDEX told_answers_changed_at ON told_answers (org, changed_at);
CREATE INDEX told_answers_of_told_item ON told_answers (org, of_told, item);
CREATE INDEX told_answers_of_case ON told_answers (org, of_case);
CREATE INDEX told_answers_item ON told_answers (org, item);

