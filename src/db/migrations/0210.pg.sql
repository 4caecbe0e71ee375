-- Agreements of two sides and what was promised in them. 0210.sqlite.sql says the same in the other dialect.

CREATE TABLE agreements (
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
    actor BIGINT,
    account BIGINT,
    place BIGINT,
    owner BIGINT,
    purpose TEXT COLLATE "C",
    rhythm TEXT COLLATE "C",
    signed_on BIGINT,
    signed_by TEXT COLLATE "C",
    review_on BIGINT,
    reviewed_on BIGINT,
    review_words TEXT COLLATE "C",
    until_on BIGINT,
    state BIGINT,
    no_ours TEXT COLLATE "C",
    no_theirs TEXT COLLATE "C",
    paper BIGINT,
    ended_on BIGINT,
    end_reason TEXT COLLATE "C",
    is_demo BIGINT CHECK (is_demo IN (0, 1)),
    CHECK (until_on IS NULL OR signed_on IS NULL OR until_on >= signed_on),
    CHECK (review_on IS NULL OR signed_on IS NULL OR review_on >= signed_on)
);
CREATE INDEX agreements_unit ON agreements (org, unit NULLS FIRST);
CREATE INDEX agreements_changed_at ON agreements (org, changed_at NULLS FIRST);
CREATE INDEX agreements_kind_state ON agreements (org, kind NULLS FIRST, state NULLS FIRST);
CREATE INDEX agreements_place_kind ON agreements (org, place NULLS FIRST, kind NULLS FIRST);
CREATE INDEX agreements_actor ON agreements (org, actor NULLS FIRST);
CREATE INDEX agreements_account ON agreements (org, account NULLS FIRST);
CREATE INDEX agreements_owner ON agreements (org, owner NULLS FIRST);
CREATE INDEX agreements_paper ON agreements (org, paper NULLS FIRST);

CREATE TABLE undertakings (
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
    agreement BIGINT,
    side BIGINT,
    text TEXT COLLATE "C",
    by_on BIGINT,
    owner BIGINT,
    state BIGINT,
    reason TEXT COLLATE "C",
    evidence TEXT COLLATE "C",
    kept_on BIGINT,
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX undertakings_unit ON undertakings (org, unit NULLS FIRST);
CREATE INDEX undertakings_changed_at ON undertakings (org, changed_at NULLS FIRST);
CREATE INDEX undertakings_agreement_side ON undertakings (org, agreement NULLS FIRST, side NULLS FIRST);
CREATE INDEX undertakings_owner_state_by_on ON undertakings (org, owner NULLS FIRST, state NULLS FIRST, by_on NULLS FIRST);

