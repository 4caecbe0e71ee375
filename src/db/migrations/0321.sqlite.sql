-- Who was passed over for a need, and why: matching learns from it.
CREATE TABLE refusals (
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
    need INTEGER,
    reason INTEGER,
    actor INTEGER,
    words TEXT,
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX refusals_unit ON refusals (org, unit);
CREATE INDEX refusals_changed_at ON refusals (org, changed_at);
CREATE INDEX refusals_need ON refusals (org, need);
CREATE INDEX refusals_actor ON refusals (org, actor);

