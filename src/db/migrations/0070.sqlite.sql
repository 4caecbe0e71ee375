-- Who said they will do what. 0070.pg.sql says the same in the other dialect.

CREATE TABLE commitments (
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
    text TEXT,
    kind INTEGER,
    owner INTEGER,
    about INTEGER,
    post INTEGER,
    due_on INTEGER,
    state INTEGER,
    done_at INTEGER,
    reason TEXT,
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX commitments_unit ON commitments (org, unit);
CREATE INDEX commitments_changed_at ON commitments (org, changed_at);
CREATE INDEX commitments_owner_state_due_on ON commitments (org, owner, state, due_on);
CREATE INDEX commitments_about ON commitments (org, about);
CREATE INDEX commitments_post ON commitments (org, post);
