-- What bodies talk about, who leaves for it, and what was promised. 0131.pg.sql says the same in the other dialect.

CREATE TABLE agenda_items (
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
    topic TEXT,
    body INTEGER,
    of_case INTEGER,
    meeting INTEGER,
    number INTEGER,
    question TEXT,
    share TEXT,
    state INTEGER,
    discussion TEXT,
    decision TEXT,
    missing INTEGER,
    incomplete_why TEXT,
    decided_on INTEGER,
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX agenda_items_unit ON agenda_items (org, unit);
CREATE INDEX agenda_items_changed_at ON agenda_items (org, changed_at);
CREATE INDEX agenda_items_meeting ON agenda_items (org, meeting);
CREATE INDEX agenda_items_body_state ON agenda_items (org, body, state);
CREATE INDEX agenda_items_of_case ON agenda_items (org, of_case);

CREATE TABLE recusals (
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
    agenda_item INTEGER,
    attendance INTEGER,
    name TEXT,
    why TEXT
) STRICT;
CREATE INDEX recusals_unit ON recusals (org, unit);
CREATE INDEX recusals_changed_at ON recusals (org, changed_at);
CREATE INDEX recusals_agenda_item ON recusals (org, agenda_item);
CREATE INDEX recusals_attendance ON recusals (org, attendance);

ALTER TABLE commitments ADD COLUMN agenda_item INTEGER;
CREATE INDEX commitments_agenda_item ON commitments (org, agenda_item);
