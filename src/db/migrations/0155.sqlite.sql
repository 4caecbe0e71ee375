-- Secret addresses of people's own calendars. 0155.pg.sql says the same in the other dialect.

CREATE TABLE feeds (
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
    account INTEGER,
    hash TEXT
) STRICT;
CREATE INDEX feeds_unit ON feeds (org, unit);
CREATE INDEX feeds_changed_at ON feeds (org, changed_at);
CREATE INDEX feeds_account ON feeds (org, account);
CREATE INDEX feeds_by_hash ON feeds (hash);
