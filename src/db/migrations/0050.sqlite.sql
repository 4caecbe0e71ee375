-- Needs, offers and assets. 0050.pg.sql says the same in the other dialect.

CREATE TABLE listings (
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
    kind INTEGER,
    state INTEGER,
    details TEXT,
    holder INTEGER,
    place INTEGER,
    category INTEGER,
    quantity TEXT,
    from_on INTEGER,
    until_on INTEGER,
    confirm_on INTEGER,
    deadline_on INTEGER,
    lat REAL,
    lon REAL,
    link TEXT,
    proposer TEXT,
    proposer_phone TEXT,
    source TEXT,
    is_demo INTEGER CHECK (is_demo IN (0, 1)),
    CHECK (until_on IS NULL OR from_on IS NULL OR until_on >= from_on)
) STRICT;
CREATE INDEX listings_unit ON listings (org, unit);
CREATE INDEX listings_changed_at ON listings (org, changed_at);
CREATE INDEX listings_kind_state ON listings (org, kind, state);
CREATE INDEX listings_holder ON listings (org, holder);
CREATE INDEX listings_place ON listings (org, place);
CREATE INDEX listings_category ON listings (org, category);
