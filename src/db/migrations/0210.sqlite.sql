-- Agreements of two sides and what was promised in them. 0210.pg.sql says the same in the other dialect.

CREATE TABLE agreements (
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
    actor INTEGER,
    account INTEGER,
    place INTEGER,
    owner INTEGER,
    purpose TEXT,
    rhythm TEXT,
    signed_on INTEGER,
    signed_by TEXT,
    review_on INTEGER,
    reviewed_on INTEGER,
    review_words TEXT,
    until_on INTEGER,
    state INTEGER,
    no_ours TEXT,
    no_theirs TEXT,
    paper INTEGER,
    ended_on INTEGER,
    end_reason TEXT,
    is_demo INTEGER CHECK (is_demo IN (0, 1)),
    CHECK (until_on IS NULL OR signed_on IS NULL OR until_on >= signed_on),
    CHECK (review_on IS NULL OR signed_on IS NULL OR review_on >= signed_on)
) STRICT;
CREATE INDEX agreements_unit ON agreements (org, unit);
CREATE INDEX agreements_changed_at ON agreements (org, changed_at);
CREATE INDEX agreements_kind_state ON agreements (org, kind, state);
CREATE INDEX agreements_place_kind ON agreements (org, place, kind);
CREATE INDEX agreements_actor ON agreements (org, actor);
CREATE INDEX agreements_account ON agreements (org, account);
CREATE INDEX agreements_owner ON agreements (org, owner);
CREATE INDEX agreements_paper ON agreements (org, paper);

CREATE TABLE undertakings (
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
    agreement INTEGER,
    side INTEGER,
    text TEXT,
    by_on INTEGER,
    owner INTEGER,
    state INTEGER,
    reason TEXT,
    evidence TEXT,
    kept_on INTEGER,
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX undertakings_unit ON undertakings (org, unit);
CREATE INDEX undertakings_changed_at ON undertakings (org, changed_at);
CREATE INDEX undertakings_agreement_side ON undertakings (org, agreement, side);
CREATE INDEX undertakings_owner_state_by_on ON undertakings (org, owner, state, by_on);

