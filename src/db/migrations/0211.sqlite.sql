-- What was decided about a lead who is too near to the business; learning plans. 0211.pg.sql says the same in the
-- other dialect.

ALTER TABLE conflicts ADD COLUMN decision INTEGER;
ALTER TABLE conflicts ADD COLUMN decided_why TEXT;
ALTER TABLE conflicts ADD COLUMN decided_by INTEGER;
ALTER TABLE conflicts ADD COLUMN decided_on INTEGER;
CREATE INDEX conflicts_decided_by ON conflicts (org, decided_by);

CREATE TABLE learning_goals (
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
    text TEXT,
    how TEXT,
    by_on INTEGER,
    state INTEGER,
    came TEXT,
    account INTEGER,
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX learning_goals_unit ON learning_goals (org, unit);
CREATE INDEX learning_goals_changed_at ON learning_goals (org, changed_at);
CREATE INDEX learning_goals_account_state ON learning_goals (org, account, state);

CREATE TABLE trainings (
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
    title TEXT,
    held_on INTEGER,
    held_by TEXT,
    learned TEXT,
    account INTEGER,
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX trainings_unit ON trainings (org, unit);
CREATE INDEX trainings_changed_at ON trainings (org, changed_at);
CREATE INDEX trainings_account ON trainings (org, account);

