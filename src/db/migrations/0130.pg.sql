-- Bureaucratic barriers. 0130.sqlite.sql says the same in the other dialect.

CREATE TABLE barriers (
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
    title TEXT COLLATE "C",
    kind BIGINT,
    what TEXT COLLATE "C",
    place BIGINT,
    authority BIGINT,
    office TEXT COLLATE "C",
    state BIGINT,
    trustee BIGINT,
    reported_on BIGINT,
    taken_on BIGINT,
    answered_on BIGINT,
    removed_on BIGINT,
    answer TEXT COLLATE "C",
    answer_from TEXT COLLATE "C",
    reason TEXT COLLATE "C",
    source TEXT COLLATE "C",
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX barriers_unit ON barriers (org, unit NULLS FIRST);
CREATE INDEX barriers_changed_at ON barriers (org, changed_at NULLS FIRST);
CREATE INDEX barriers_state_reported_on ON barriers (org, state NULLS FIRST, reported_on NULLS FIRST);
CREATE INDEX barriers_authority ON barriers (org, authority NULLS FIRST);
CREATE INDEX barriers_trustee_state ON barriers (org, trustee NULLS FIRST, state NULLS FIRST);
CREATE INDEX barriers_place ON barriers (org, place NULLS FIRST);
