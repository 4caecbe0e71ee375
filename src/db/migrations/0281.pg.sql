-- What was passed on to whom. 0281.sqlite.sql says the same in the other dialect.

CREATE TABLE notices (
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
    actor BIGINT,
    listing BIGINT,
    track BIGINT,
    state BIGINT,
    way BIGINT,
    speaks BIGINT,
    sent_on BIGINT,
    told_on BIGINT,
    told_by BIGINT,
    opened_on BIGINT,
    interested_on BIGINT,
    declined_on BIGINT,
    applied_on BIGINT,
    received_on BIGINT,
    reason TEXT COLLATE "C",
    key TEXT COLLATE "C",
    is_demo BIGINT CHECK (is_demo IN (0, 1)),
    CHECK ((listing IS NULL) <> (track IS NULL))
);
CREATE INDEX notices_unit ON notices (org, unit NULLS FIRST);
CREATE INDEX notices_changed_at ON notices (org, changed_at NULLS FIRST);
CREATE INDEX notices_listing_state ON notices (org, listing NULLS FIRST, state NULLS FIRST);
CREATE INDEX notices_track_state ON notices (org, track NULLS FIRST, state NULLS FIRST);
CREATE INDEX notices_actor_sent_on ON notices (org, actor NULLS FIRST, sent_on NULLS FIRST);
CREATE INDEX notices_key ON notices (org, key NULLS FIRST);
CREATE INDEX notices_told_by ON notices (org, told_by NULLS FIRST);
