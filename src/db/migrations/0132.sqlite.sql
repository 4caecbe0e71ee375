-- What bodies offer to businesses. 0132.pg.sql says the same in the other dialect.

CREATE TABLE aid_tracks (
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
    body INTEGER,
    kind INTEGER,
    state INTEGER,
    closes_on INTEGER,
    place INTEGER,
    amount_min INTEGER,
    amount_max INTEGER,
    currency TEXT,
    opens_on INTEGER,
    url TEXT,
    source TEXT,
    confirmed_on INTEGER,
    is_demo INTEGER CHECK (is_demo IN (0, 1)),
    CHECK (closes_on IS NULL OR opens_on IS NULL OR closes_on >= opens_on),
    CHECK (amount_max IS NULL OR amount_min IS NULL OR amount_max >= amount_min)
) STRICT;
CREATE INDEX aid_tracks_unit ON aid_tracks (org, unit);
CREATE INDEX aid_tracks_changed_at ON aid_tracks (org, changed_at);
CREATE INDEX aid_tracks_kind_state ON aid_tracks (org, kind, state);
CREATE INDEX aid_tracks_body ON aid_tracks (org, body);
CREATE INDEX aid_tracks_closes_on ON aid_tracks (org, closes_on);
CREATE INDEX aid_tracks_place ON aid_tracks (org, place);

