-- Purchases by the Open Contracting Data Standard, payees by the buyer's own number, guests of supplier days.
-- 0390.sqlite.sql says the same in the other dialect.

ALTER TABLE settings ADD COLUMN ocds_prefix TEXT COLLATE "C";
ALTER TABLE coming_purchases ADD COLUMN ocid TEXT COLLATE "C";
CREATE INDEX coming_purchases_ocid ON coming_purchases (org, ocid NULLS FIRST);
ALTER TABLE quote_requests ADD COLUMN published BIGINT CHECK (published IN (0, 1));
ALTER TABLE payee_matches ADD COLUMN number TEXT COLLATE "C";
ALTER TABLE payment_files ADD COLUMN coming_n BIGINT;

CREATE TABLE day_guests (
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
    of_event BIGINT,
    actor BIGINT,
    why TEXT COLLATE "C",
    state BIGINT,
    request BIGINT,
    meeting BIGINT,
    contract_on BIGINT,
    contract BIGINT,
    words TEXT COLLATE "C",
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX day_guests_unit ON day_guests (org, unit NULLS FIRST);
CREATE INDEX day_guests_changed_at ON day_guests (org, changed_at NULLS FIRST);
CREATE INDEX day_guests_of_event ON day_guests (org, of_event NULLS FIRST);
CREATE INDEX day_guests_actor ON day_guests (org, actor NULLS FIRST);
CREATE INDEX day_guests_request ON day_guests (org, request NULLS FIRST);
CREATE INDEX day_guests_meeting ON day_guests (org, meeting NULLS FIRST);
