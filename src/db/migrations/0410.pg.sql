-- Alerts and what was found for them; the quantity of a listing as numbers. 0410.sqlite.sql says the same in the other
-- dialect.

ALTER TABLE listings ADD COLUMN amount DOUBLE PRECISION;
ALTER TABLE listings ADD COLUMN amount_most DOUBLE PRECISION;
ALTER TABLE listings ADD COLUMN counted_in BIGINT;

CREATE TABLE alerts (
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
    name TEXT COLLATE "C",
    listing BIGINT,
    looks_for BIGINT,
    category BIGINT,
    place BIGINT,
    nearness BIGINT,
    amount DOUBLE PRECISION,
    amount_most DOUBLE PRECISION,
    counted_in BIGINT,
    way BIGINT,
    actor BIGINT,
    account BIGINT,
    since_at BIGINT,
    is_demo BIGINT CHECK (is_demo IN (0, 1)),
    CHECK (amount_most IS NULL OR amount IS NULL OR amount_most >= amount)
);
CREATE INDEX alerts_unit ON alerts (org, unit NULLS FIRST);
CREATE INDEX alerts_changed_at ON alerts (org, changed_at NULLS FIRST);
CREATE INDEX alerts_account ON alerts (org, account NULLS FIRST);
CREATE INDEX alerts_listing ON alerts (org, listing NULLS FIRST);
CREATE INDEX alerts_category ON alerts (org, category NULLS FIRST);
CREATE INDEX alerts_place ON alerts (org, place NULLS FIRST);
CREATE INDEX alerts_actor ON alerts (org, actor NULLS FIRST);

CREATE TABLE alert_hits (
    alert BIGINT NOT NULL,
    listing BIGINT NOT NULL,
    actor BIGINT NOT NULL,
    kind BIGINT NOT NULL,
    state BIGINT NOT NULL CHECK (state BETWEEN 1 AND 4),
    ask BIGINT NOT NULL CHECK (ask IN (0, 1)),
    found_on BIGINT NOT NULL,
    PRIMARY KEY (alert, listing, actor)
);
