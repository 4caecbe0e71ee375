-- What comes in from people without an account, and their links. 0114.sqlite.sql says the same in the other dialect.

CREATE TABLE doors (
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
    name TEXT COLLATE "C",
    kind BIGINT,
    place BIGINT,
    until_on BIGINT,
    closed BIGINT CHECK (closed IN (0, 1)),
    code TEXT COLLATE "C"
);
CREATE INDEX doors_unit ON doors (org, unit NULLS FIRST);
CREATE INDEX doors_changed_at ON doors (org, changed_at NULLS FIRST);
CREATE INDEX doors_kind ON doors (org, kind NULLS FIRST);
CREATE INDEX doors_place ON doors (org, place NULLS FIRST);

CREATE TABLE intakes (
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
    kind BIGINT,
    way BIGINT,
    phone TEXT COLLATE "C",
    name TEXT COLLATE "C",
    business TEXT COLLATE "C",
    locality TEXT COLLATE "C",
    about BIGINT,
    subject TEXT COLLATE "C",
    wish TEXT COLLATE "C",
    details TEXT COLLATE "C",
    email TEXT COLLATE "C",
    reach_by TEXT COLLATE "C",
    place BIGINT,
    lang TEXT COLLATE "C",
    state BIGINT,
    answer_by BIGINT,
    sent_at BIGINT,
    taken_by BIGINT,
    reason TEXT COLLATE "C",
    actor BIGINT,
    listing BIGINT,
    door BIGINT,
    reference TEXT COLLATE "C",
    step BIGINT,
    hash TEXT COLLATE "C",
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX intakes_unit ON intakes (org, unit NULLS FIRST);
CREATE INDEX intakes_changed_at ON intakes (org, changed_at NULLS FIRST);
CREATE INDEX intakes_state_answer_by ON intakes (org, state NULLS FIRST, answer_by NULLS FIRST);
CREATE INDEX intakes_state_changed_at ON intakes (org, state NULLS FIRST, changed_at NULLS FIRST);
CREATE INDEX intakes_kind ON intakes (org, kind NULLS FIRST);
CREATE INDEX intakes_place ON intakes (org, place NULLS FIRST);
CREATE INDEX intakes_taken_by ON intakes (org, taken_by NULLS FIRST);
CREATE INDEX intakes_actor ON intakes (org, actor NULLS FIRST);
CREATE INDEX intakes_listing ON intakes (org, listing NULLS FIRST);
CREATE INDEX intakes_door ON intakes (org, door NULLS FIRST);

CREATE UNIQUE INDEX doors_code_once ON doors (org, code)
    WHERE archived_at IS NULL AND merged_into IS NULL;
CREATE UNIQUE INDEX intakes_reference_once ON intakes (org, reference)
    WHERE archived_at IS NULL AND merged_into IS NULL;
CREATE INDEX doors_by_code ON doors (code);
CREATE INDEX intakes_by_hash ON intakes (hash);
