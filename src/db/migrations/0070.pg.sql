-- Who said they will do what. 0070.sqlite.sql says the same in the other dialect.

CREATE TABLE commitments (
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
    text TEXT COLLATE "C",
    kind BIGINT,
    owner BIGINT,
    about BIGINT,
    post BIGINT,
    due_on BIGINT,
    state BIGINT,
    done_at BIGINT,
    reason TEXT COLLATE "C",
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX commitments_unit ON commitments (org, unit NULLS FIRST);
CREATE INDEX commitments_changed_at ON commitments (org, changed_at NULLS FIRST);
CREATE INDEX commitments_owner_state_due_on ON commitments (org, owner NULLS FIRST, state NULLS FIRST, due_on NULLS FIRST);
CREATE INDEX commitments_about ON commitments (org, about NULLS FIRST);
CREATE INDEX commitments_post ON commitments (org, post NULLS FIRST);
