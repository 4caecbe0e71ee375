-- Community-business leverage: tools, local variants, tools in cases and the team's notes. 0220.sqlite.sql says the same in
-- the other dialect.

CREATE TABLE tools (
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
    needs BIGINT,
    areas BIGINT,
    trades BIGINT,
    sizes BIGINT,
    sectors BIGINT,
    lines BIGINT,
    state BIGINT,
    ready TEXT COLLATE "C"
);
CREATE INDEX tools_unit ON tools (org, unit NULLS FIRST);
CREATE INDEX tools_changed_at ON tools (org, changed_at NULLS FIRST);
CREATE INDEX tools_state ON tools (org, state NULLS FIRST);
CREATE UNIQUE INDEX tools_ready_once ON tools (org, ready)
    WHERE archived_at IS NULL AND merged_into IS NULL;

CREATE TABLE tool_variants (
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
    tool BIGINT,
    title TEXT COLLATE "C",
    place BIGINT,
    changed TEXT COLLATE "C",
    why TEXT COLLATE "C",
    state BIGINT,
    result TEXT COLLATE "C",
    shared_on BIGINT,
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX tool_variants_unit ON tool_variants (org, unit NULLS FIRST);
CREATE INDEX tool_variants_changed_at ON tool_variants (org, changed_at NULLS FIRST);
CREATE INDEX tool_variants_tool ON tool_variants (org, tool NULLS FIRST);
CREATE INDEX tool_variants_place ON tool_variants (org, place NULLS FIRST);

CREATE TABLE tool_uses (
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
    of_case BIGINT,
    tool BIGINT,
    variant BIGINT,
    step BIGINT,
    shown_on BIGINT,
    tried_on BIGINT,
    used_on BIGINT,
    let_go_on BIGINT,
    reason TEXT COLLATE "C",
    result TEXT COLLATE "C",
    ask_on BIGINT,
    kept_on BIGINT,
    trade BIGINT,
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX tool_uses_unit ON tool_uses (org, unit NULLS FIRST);
CREATE INDEX tool_uses_changed_at ON tool_uses (org, changed_at NULLS FIRST);
CREATE INDEX tool_uses_of_case_step ON tool_uses (org, of_case NULLS FIRST, step NULLS FIRST);
CREATE INDEX tool_uses_tool_step ON tool_uses (org, tool NULLS FIRST, step NULLS FIRST);
CREATE INDEX tool_uses_ask_on ON tool_uses (org, ask_on NULLS FIRST);
CREATE INDEX tool_uses_variant ON tool_uses (org, variant NULLS FIRST);

CREATE TABLE tool_notes (
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
    of_use BIGINT,
    of_case BIGINT,
    text TEXT COLLATE "C"
);
CREATE INDEX tool_notes_unit ON tool_notes (org, unit NULLS FIRST);
CREATE INDEX tool_notes_changed_at ON tool_notes (org, changed_at NULLS FIRST);
CREATE INDEX tool_notes_of_use ON tool_notes (org, of_use NULLS FIRST);
CREATE INDEX tool_notes_of_case ON tool_notes (org, of_case NULLS FIRST);
