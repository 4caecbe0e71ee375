-- Desired futures of places and proposals with opinions. 0201.sqlite.sql says the same in the other dialect.

CREATE TABLE pictures (
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
    place BIGINT,
    number BIGINT,
    horizon BIGINT,
    signatories TEXT COLLATE "C",
    told_on BIGINT,
    read_on BIGINT,
    shown BIGINT CHECK (shown IN (0, 1)),
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX pictures_unit ON pictures (org, unit NULLS FIRST);
CREATE INDEX pictures_changed_at ON pictures (org, changed_at NULLS FIRST);
CREATE INDEX pictures_place_number ON pictures (org, place NULLS FIRST, number NULLS FIRST);

CREATE TABLE proposals (
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
    place BIGINT,
    brought_by TEXT COLLATE "C",
    brought_on BIGINT,
    state BIGINT,
    decided_on BIGINT,
    prevailed BIGINT,
    shown BIGINT CHECK (shown IN (0, 1)),
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX proposals_unit ON proposals (org, unit NULLS FIRST);
CREATE INDEX proposals_changed_at ON proposals (org, changed_at NULLS FIRST);
CREATE INDEX proposals_place_state ON proposals (org, place NULLS FIRST, state NULLS FIRST);

CREATE TABLE opinions (
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
    proposal BIGINT,
    standing BIGINT,
    view BIGINT,
    words TEXT COLLATE "C",
    who TEXT COLLATE "C",
    told_on BIGINT
);
CREATE INDEX opinions_unit ON opinions (org, unit NULLS FIRST);
CREATE INDEX opinions_changed_at ON opinions (org, changed_at NULLS FIRST);
CREATE INDEX opinions_proposal ON opinions (org, proposal NULLS FIRST);
