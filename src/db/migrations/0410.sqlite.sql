-- Alerts and what was found for them; the quantity of a listing as numbers. 0410.pg.sql says the same in the other
-- dialect.

ALTER TABLE listings ADD COLUMN amount REAL;
ALTER TABLE listings ADD COLUMN amount_most REAL;
ALTER TABLE listings ADD COLUMN counted_in INTEGER;

CREATE TABLE alerts (
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
    name TEXT,
    listing INTEGER,
    looks_for INTEGER,
    category INTEGER,
    place INTEGER,
    nearness INTEGER,
    amount REAL,
    amount_most REAL,
    counted_in INTEGER,
    way INTEGER,
    actor INTEGER,
    account INTEGER,
    since_at INTEGER,
    is_demo INTEGER CHECK (is_demo IN (0, 1)),
    CHECK (amount_most IS NULL OR amount IS NULL OR amount_most >= amount)
) STRICT;
CREATE INDEX alerts_unit ON alerts (org, unit);
CREATE INDEX alerts_changed_at ON alerts (org, changed_at);
CREATE INDEX alerts_account ON alerts (org, account);
CREATE INDEX alerts_listing ON alerts (org, listing);
CREATE INDEX alerts_category ON alerts (org, category);
CREATE INDEX alerts_place ON alerts (org, place);
CREATE INDEX alerts_actor ON alerts (org, actor);

CREATE TABLE alert_hits (
    alert INTEGER NOT NULL,
    listing INTEGER NOT NULL,
    actor INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 4),
    ask INTEGER NOT NULL CHECK (ask IN (0, 1)),
    found_on INTEGER NOT NULL,
    PRIMARY KEY (alert, listing, actor)
) STRICT, WITHOUT ROWID;
