-- What comes in from people without an account, and their links. 0114.pg.sql says the same in the other dialect.

CREATE TABLE doors (
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
    name TEXT,
    kind INTEGER,
    place INTEGER,
    until_on INTEGER,
    closed INTEGER CHECK (closed IN (0, 1)),
    code TEXT
) STRICT;
CREATE INDEX doors_unit ON doors (org, unit);
CREATE INDEX doors_changed_at ON doors (org, changed_at);
CREATE INDEX doors_kind ON doors (org, kind);
CREATE INDEX doors_place ON doors (org, place);

CREATE TABLE intakes (
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
    kind INTEGER,
    way INTEGER,
    phone TEXT,
    name TEXT,
    business TEXT,
    locality TEXT,
    about INTEGER,
    subject TEXT,
    wish TEXT,
    details TEXT,
    email TEXT,
    reach_by TEXT,
    place INTEGER,
    lang TEXT,
    state INTEGER,
    answer_by INTEGER,
    sent_at INTEGER,
    taken_by INTEGER,
    reason TEXT,
    actor INTEGER,
    listing INTEGER,
    door INTEGER,
    reference TEXT,
    step INTEGER,
    hash TEXT,
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX intakes_unit ON intakes (org, unit);
CREATE INDEX intakes_changed_at ON intakes (org, changed_at);
CREATE INDEX intakes_state_answer_by ON intakes (org, state, answer_by);
CREATE INDEX intakes_state_changed_at ON intakes (org, state, changed_at);
CREATE INDEX intakes_kind ON intakes (org, kind);
CREATE INDEX intakes_place ON intakes (org, place);
CREATE INDEX intakes_taken_by ON intakes (org, taken_by);
CREATE INDEX intakes_actor ON intakes (org, actor);
CREATE INDEX intakes_listing ON intakes (org, listing);
CREATE INDEX intakes_door ON intakes (org, door);

CREATE UNIQUE INDEX doors_code_once ON doors (org, code)
    WHERE archived_at IS NULL AND merged_into IS NULL;
CREATE UNIQUE INDEX intakes_reference_once ON intakes (org, reference)
    WHERE archived_at IS NULL AND merged_into IS NULL;
CREATE INDEX doors_by_code ON doors (code);
CREATE INDEX intakes_by_hash ON intakes (hash);
