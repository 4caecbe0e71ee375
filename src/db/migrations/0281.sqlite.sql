-- What was passed on to whom. 0281.pg.sql says the same in the other dialect.

CREATE TABLE notices (
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
    actor INTEGER,
    listing INTEGER,
    track INTEGER,
    state INTEGER,
    way INTEGER,
    speaks INTEGER,
    sent_on INTEGER,
    told_on INTEGER,
    told_by INTEGER,
    opened_on INTEGER,
    interested_on INTEGER,
    declined_on INTEGER,
    applied_on INTEGER,
    received_on INTEGER,
    reason TEXT,
    key TEXT,
    is_demo INTEGER CHECK (is_demo IN (0, 1)),
    CHECK ((listing IS NULL) <> (track IS NULL))
) STRICT;
CREATE INDEX notices_unit ON notices (org, unit);
CREATE INDEX notices_changed_at ON notices (org, changed_at);
CREATE INDEX notices_listing_state ON notices (org, listing, state);
CREATE INDEX notices_track_state ON notices (org, track, state);
CREATE INDEX notices_actor_sent_on ON notices (org, actor, sent_on);
CREATE INDEX notices_key ON notices (org, key);
CREATE INDEX notices_told_by ON notices (org, told_by);
