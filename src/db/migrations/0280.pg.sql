-- Who wants to hear of what, and how. 0280.sqlite.sql says the same in the other dialect.

CREATE TABLE interests (
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
    actor BIGINT,
    way BIGINT,
    kinds BIGINT,
    not_kinds BIGINT,
    trades BIGINT,
    speaks BIGINT,
    words TEXT COLLATE "C",
    said_on BIGINT,
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX interests_unit ON interests (org, unit NULLS FIRST);
CREATE INDEX interests_changed_at ON interests (org, changed_at NULLS FIRST);
CREATE INDEX interests_actor ON interests (org, actor NULLS FIRST);
