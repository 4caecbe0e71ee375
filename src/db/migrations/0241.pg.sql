-- Introductions of two who are to meet, what came of them, and the days on which that is asked.
-- 0241.sqlite.sql says the same in the other dialect.

CREATE TABLE introductions (
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
    about TEXT COLLATE "C",
    one BIGINT,
    why_one TEXT COLLATE "C",
    lang_one BIGINT,
    other BIGINT,
    why_other TEXT COLLATE "C",
    lang_other BIGINT,
    state BIGINT,
    asked_by BIGINT,
    asked_on BIGINT,
    lapses_on BIGINT,
    one_says BIGINT,
    one_on BIGINT,
    one_how BIGINT,
    one_gives BIGINT,
    other_says BIGINT,
    other_on BIGINT,
    other_how BIGINT,
    other_gives BIGINT,
    reason TEXT COLLATE "C",
    agreed_on BIGINT,
    next_on BIGINT,
    wanted BIGINT,
    item BIGINT,
    tie BIGINT,
    key_one TEXT COLLATE "C",
    key_other TEXT COLLATE "C",
    is_demo BIGINT CHECK (is_demo IN (0, 1)),
    CHECK (one <> other)
);
CREATE INDEX introductions_unit ON introductions (org, unit NULLS FIRST);
CREATE INDEX introductions_changed_at ON introductions (org, changed_at NULLS FIRST);
CREATE INDEX introductions_state_next_on ON introductions (org, state NULLS FIRST, next_on NULLS FIRST);
CREATE INDEX introductions_one ON introductions (org, one NULLS FIRST);
CREATE INDEX introductions_other ON introductions (org, other NULLS FIRST);
CREATE INDEX introductions_item ON introductions (org, item NULLS FIRST);
CREATE INDEX introductions_key_one ON introductions (org, key_one NULLS FIRST);
CREATE INDEX introductions_key_other ON introductions (org, key_other NULLS FIRST);
CREATE INDEX introductions_of_case ON introductions (org, of_case NULLS FIRST);
CREATE INDEX introductions_asked_by ON introductions (org, asked_by NULLS FIRST);
CREATE INDEX introductions_wanted ON introductions (org, wanted NULLS FIRST);
CREATE INDEX introductions_tie ON introductions (org, tie NULLS FIRST);

CREATE TABLE intro_outcomes (
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
    introduction BIGINT,
    number BIGINT,
    met BIGINT,
    came BIGINT,
    value BIGINT,
    proof BIGINT,
    words TEXT COLLATE "C",
    told_on BIGINT
);
CREATE INDEX intro_outcomes_unit ON intro_outcomes (org, unit NULLS FIRST);
CREATE INDEX intro_outcomes_changed_at ON intro_outcomes (org, changed_at NULLS FIRST);
CREATE INDEX intro_outcomes_introduction_number ON intro_outcomes (org, introduction NULLS FIRST, number NULLS FIRST);


ALTER TABLE settings ADD COLUMN introduction_days TEXT COLLATE "C";
