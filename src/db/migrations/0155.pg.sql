-- Secret addresses of people's own calendars. 0155.sqlite.sql says the same in the other dialect.

CREATE TABLE feeds (
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
    account BIGINT,
    hash TEXT COLLATE "C"
);
CREATE INDEX feeds_unit ON feeds (org, unit NULLS FIRST);
CREATE INDEX feeds_changed_at ON feeds (org, changed_at NULLS FIRST);
CREATE INDEX feeds_account ON feeds (org, account NULLS FIRST);
CREATE INDEX feeds_by_hash ON feeds (hash);
