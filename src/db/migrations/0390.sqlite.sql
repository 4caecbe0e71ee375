-- Purchases by the Open Contracting Data Standard, payees by the buyer's own number, guests of supplier days. 0390.pg.sql
-- says the same in the other dialect.

ALTER TABLE settings ADD COLUMN ocds_prefix TEXT;
ALTER TABLE coming_purchases ADD COLUMN ocid TEXT;
CREATE INDEX coming_purchases_ocid ON coming_purchases (org, ocid);
ALTER TABLE quote_requests ADD COLUMN published INTEGER CHECK (published IN (0, 1));
ALTER TABLE payee_matches ADD COLUMN number TEXT;
ALTER TABLE payment_files ADD COLUMN coming_n INTEGER;

CREATE TABLE day_guests (
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
    of_event INTEGER,
    actor INTEGER,
    why TEXT,
    state INTEGER,
    request INTEGER,
    meeting INTEGER,
    contract_on INTEGER,
    contract INTEGER,
    words TEXT,
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX day_guests_unit ON day_guests (org, unit);
CREATE INDEX day_guests_changed_at ON day_guests (org, changed_at);
CREATE INDEX day_guests_of_event ON day_guests (org, of_event);
CREATE INDEX day_guests_actor ON day_guests (org, actor);
CREATE INDEX day_guests_request ON day_guests (org, request);
CREATE INDEX day_guests_meeting ON day_guests (org, meeting);
