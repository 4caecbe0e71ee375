-- Introductions of two who are to meet, what came of them, and the days on which that is asked.
-- 0241.pg.sql says the same in the other dialect.

CREATE TABLE introductions (
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
    about TEXT,
    one INTEGER,
    why_one TEXT,
    lang_one INTEGER,
    other INTEGER,
    why_other TEXT,
    lang_other INTEGER,
    state INTEGER,
    asked_by INTEGER,
    asked_on INTEGER,
    lapses_on INTEGER,
    one_says INTEGER,
    one_on INTEGER,
    one_how INTEGER,
    one_gives INTEGER,
    other_says INTEGER,
    other_on INTEGER,
    other_how INTEGER,
    other_gives INTEGER,
    reason TEXT,
    agreed_on INTEGER,
    next_on INTEGER,
    wanted INTEGER,
    item INTEGER,
    tie INTEGER,
    key_one TEXT,
    key_other TEXT,
    is_demo INTEGER CHECK (is_demo IN (0, 1)),
    CHECK (one <> other)
) STRICT;
CREATE INDEX introductions_unit ON introductions (org, unit);
CREATE INDEX introductions_changed_at ON introductions (org, changed_at);
CREATE INDEX introductions_state_next_on ON introductions (org, state, next_on);
CREATE INDEX introductions_one ON introductions (org, one);
CREATE INDEX introductions_other ON introductions (org, other);
CREATE INDEX introductions_item ON introductions (org, item);
CREATE INDEX introductions_key_one ON introductions (org, key_one);
CREATE INDEX introductions_key_other ON introductions (org, key_other);
CREATE INDEX introductions_of_case ON introductions (org, of_case);
CREATE INDEX introductions_asked_by ON introductions (org, asked_by);
CREATE INDEX introductions_wanted ON introductions (org, wanted);
CREATE INDEX introductions_tie ON introductions (org, tie);

CREATE TABLE intro_outcomes (
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
    introduction INTEGER,
    number INTEGER,
    met INTEGER,
    came INTEGER,
    value INTEGER,
    proof INTEGER,
    words TEXT,
    told_on INTEGER
) STRICT;
CREATE INDEX intro_outcomes_unit ON intro_outcomes (org, unit);
CREATE INDEX intro_outcomes_changed_at ON intro_outcomes (org, changed_at);
CREATE INDEX intro_outcomes_introduction_number ON intro_outcomes (org, introduction, number);


ALTER TABLE settings ADD COLUMN introduction_days TEXT;
