-- Community-business leverage: tools, local variants, tools in cases and the team's notes. 0220.pg.sql says the same in
-- the other dialect.

CREATE TABLE tools (
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
    needs INTEGER,
    areas INTEGER,
    trades INTEGER,
    sizes INTEGER,
    sectors INTEGER,
    lines INTEGER,
    state INTEGER,
    ready TEXT
) STRICT;
CREATE INDEX tools_unit ON tools (org, unit);
CREATE INDEX tools_changed_at ON tools (org, changed_at);
CREATE INDEX tools_state ON tools (org, state);
CREATE UNIQUE INDEX tools_ready_once ON tools (org, ready)
    WHERE archived_at IS NULL AND merged_into IS NULL;

CREATE TABLE tool_variants (
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
    tool INTEGER,
    title TEXT,
    place INTEGER,
    changed TEXT,
    why TEXT,
    state INTEGER,
    result TEXT,
    shared_on INTEGER,
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX tool_variants_unit ON tool_variants (org, unit);
CREATE INDEX tool_variants_changed_at ON tool_variants (org, changed_at);
CREATE INDEX tool_variants_tool ON tool_variants (org, tool);
CREATE INDEX tool_variants_place ON tool_variants (org, place);

CREATE TABLE tool_uses (
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
    of_case INTEGER,
    tool INTEGER,
    variant INTEGER,
    step INTEGER,
    shown_on INTEGER,
    tried_on INTEGER,
    used_on INTEGER,
    let_go_on INTEGER,
    reason TEXT,
    result TEXT,
    ask_on INTEGER,
    kept_on INTEGER,
    trade INTEGER,
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX tool_uses_unit ON tool_uses (org, unit);
CREATE INDEX tool_uses_changed_at ON tool_uses (org, changed_at);
CREATE INDEX tool_uses_of_case_step ON tool_uses (org, of_case, step);
CREATE INDEX tool_uses_tool_step ON tool_uses (org, tool, step);
CREATE INDEX tool_uses_ask_on ON tool_uses (org, ask_on);
CREATE INDEX tool_uses_variant ON tool_uses (org, variant);

CREATE TABLE tool_notes (
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
    of_use INTEGER,
    of_case INTEGER,
    text TEXT
) STRICT;
CREATE INDEX tool_notes_unit ON tool_notes (org, unit);
CREATE INDEX tool_notes_changed_at ON tool_notes (org, changed_at);
CREATE INDEX tool_notes_of_use ON tool_notes (org, of_use);
CREATE INDEX tool_notes_of_case ON tool_notes (org, of_case);
