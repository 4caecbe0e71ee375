-- Needs, offers and assets. 0050.sqlite.sql says the same in the other dialect.

CREATE TABLE listings (
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
    kind BIGINT,
    state BIGINT,
    details TEXT COLLATE "C",
    holder BIGINT,
    place BIGINT,
    category BIGINT,
    quantity TEXT COLLATE "C",
    from_on BIGINT,
    until_on BIGINT,
    confirm_on BIGINT,
    deadline_on BIGINT,
    lat DOUBLE PRECISION,
    lon DOUBLE PRECISION,
    link TEXT COLLATE "C",
    proposer TEXT COLLATE "C",
    proposer_phone TEXT COLLATE "C",
    source TEXT COLLATE "C",
    is_demo BIGINT CHECK (is_demo IN (0, 1)),
    CHECK (until_on IS NULL OR from_on IS NULL OR until_on >= from_on)
);
CREATE INDEX listings_unit ON listings (org, unit NULLS FIRST);
CREATE INDEX listings_changed_at ON listings (org, changed_at NULLS FIRST);
CREATE INDEX listings_kind_state ON listings (org, kind NULLS FIRST, state NULLS FIRST);
CREATE INDEX listings_holder ON listings (org, holder NULLS FIRST);
CREATE INDEX listings_place ON listings (org, place NULLS FIRST);
CREATE INDEX listings_category ON listings (org, category NULLS FIRST);
