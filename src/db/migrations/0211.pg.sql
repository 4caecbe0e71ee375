-- What was decided about a lead who is too near to the business; learning plans. 0211.sqlite.sql says the same in the
-- other dialect.

ALTER TABLE conflicts ADD COLUMN decision BIGINT;
ALTER TABLE conflicts ADD COLUMN decided_why TEXT COLLATE "C";
ALTER TABLE conflicts ADD COLUMN decided_by BIGINT;
ALTER TABLE conflicts ADD COLUMN decided_on BIGINT;
CREATE INDEX conflicts_decided_by ON conflicts (org, decided_by NULLS FIRST);

CREATE TABLE learning_goals (
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
    text TEXT COLLATE "C",
    how TEXT COLLATE "C",
    by_on BIGINT,
    state BIGINT,
    came TEXT COLLATE "C",
    account BIGINT,
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX learning_goals_unit ON learning_goals (org, unit NULLS FIRST);
CREATE INDEX learning_goals_changed_at ON learning_goals (org, changed_at NULLS FIRST);
CREATE INDEX learning_goals_account_state ON learning_goals (org, account NULLS FIRST, state NULLS FIRST);

CREATE TABLE trainings (
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
    title TEXT COLLATE "C",
    held_on BIGINT,
    held_by TEXT COLLATE "C",
    learned TEXT COLLATE "C",
    account BIGINT,
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX trainings_unit ON trainings (org, unit NULLS FIRST);
CREATE INDEX trainings_changed_at ON trainings (org, changed_at NULLS FIRST);
CREATE INDEX trainings_account ON trainings (org, account NULLS FIRST);

