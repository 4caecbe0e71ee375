-- Who was passed over for a need, and why: matching learns from it.
CREATE TABLE refusals (
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
    need BIGINT,
    reason BIGINT,
    actor BIGINT,
    words TEXT COLLATE "C",
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX refusals_unit ON refusals (org, unit NULLS FIRST);
CREATE INDEX refusals_changed_at ON refusals (org, changed_at NULLS FIRST);
CREATE INDEX refusals_need ON refusals (org, need NULLS FIRST);
CREATE INDEX refusals_actor ON refusals (org, actor NULLS FIRST);

