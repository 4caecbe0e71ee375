-- What bodies offer to businesses. 0132.sqlite.sql says the same in the other dialect.

CREATE TABLE aid_tracks (
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
    body BIGINT,
    kind BIGINT,
    state BIGINT,
    closes_on BIGINT,
    place BIGINT,
    amount_min BIGINT,
    amount_max BIGINT,
    currency TEXT COLLATE "C",
    opens_on BIGINT,
    url TEXT COLLATE "C",
    source TEXT COLLATE "C",
    confirmed_on BIGINT,
    is_demo BIGINT CHECK (is_demo IN (0, 1)),
    CHECK (closes_on IS NULL OR opens_on IS NULL OR closes_on >= opens_on),
    CHECK (amount_max IS NULL OR amount_min IS NULL OR amount_max >= amount_min)
);
CREATE INDEX aid_tracks_unit ON aid_tracks (org, unit NULLS FIRST);
CREATE INDEX aid_tracks_changed_at ON aid_tracks (org, changed_at NULLS FIRST);
CREATE INDEX aid_tracks_kind_state ON aid_tracks (org, kind NULLS FIRST, state NULLS FIRST);
CREATE INDEX aid_tracks_body ON aid_tracks (org, body NULLS FIRST);
CREATE INDEX aid_tracks_closes_on ON aid_tracks (org, closes_on NULLS FIRST);
CREATE INDEX aid_tracks_place ON aid_tracks (org, place NULLS FIRST);

