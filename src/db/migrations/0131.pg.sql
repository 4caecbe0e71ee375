-- What bodies talk about, who leaves for it, and what was promised. 0131.sqlite.sql says the same in the other dialect.

CREATE TABLE agenda_items (
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
    topic TEXT COLLATE "C",
    body BIGINT,
    of_case BIGINT,
    meeting BIGINT,
    number BIGINT,
    question TEXT COLLATE "C",
    share TEXT COLLATE "C",
    state BIGINT,
    discussion TEXT COLLATE "C",
    decision TEXT COLLATE "C",
    missing BIGINT,
    incomplete_why TEXT COLLATE "C",
    decided_on BIGINT,
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX agenda_items_unit ON agenda_items (org, unit NULLS FIRST);
CREATE INDEX agenda_items_changed_at ON agenda_items (org, changed_at NULLS FIRST);
CREATE INDEX agenda_items_meeting ON agenda_items (org, meeting NULLS FIRST);
CREATE INDEX agenda_items_body_state ON agenda_items (org, body NULLS FIRST, state NULLS FIRST);
CREATE INDEX agenda_items_of_case ON agenda_items (org, of_case NULLS FIRST);

CREATE TABLE recusals (
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
    agenda_item BIGINT,
    attendance BIGINT,
    name TEXT COLLATE "C",
    why TEXT COLLATE "C"
);
CREATE INDEX recusals_unit ON recusals (org, unit NULLS FIRST);
CREATE INDEX recusals_changed_at ON recusals (org, changed_at NULLS FIRST);
CREATE INDEX recusals_agenda_item ON recusals (org, agenda_item NULLS FIRST);
CREATE INDEX recusals_attendance ON recusals (org, attendance NULLS FIRST);

ALTER TABLE commitments ADD COLUMN agenda_item BIGINT;
CREATE INDEX commitments_agenda_item ON commitments (org, agenda_item NULLS FIRST);
