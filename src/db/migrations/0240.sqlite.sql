-- Needed ties of cases, and the set of ties that businesses of each group need. 0240.pg.sql says the same in the other
-- dialect.

CREATE TABLE tie_templates (
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
    role INTEGER,
    trade INTEGER,
    from_stage INTEGER,
    seeks INTEGER,
    how_many INTEGER,
    position INTEGER,
    ready TEXT
) STRICT;
CREATE INDEX tie_templates_unit ON tie_templates (org, unit);
CREATE INDEX tie_templates_changed_at ON tie_templates (org, changed_at);
CREATE INDEX tie_templates_trade_position ON tie_templates (org, trade, position);
CREATE INDEX tie_templates_ready ON tie_templates (org, ready);

CREATE TABLE wanted_ties (
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
    why TEXT,
    role INTEGER,
    responsible INTEGER,
    due_on INTEGER,
    candidate INTEGER,
    state INTEGER,
    template INTEGER,
    tie INTEGER,
    trade INTEGER,
    wanted_on INTEGER,
    chosen_on INTEGER,
    asked_on INTEGER,
    active_on INTEGER,
    let_go_on INTEGER,
    reason TEXT,
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX wanted_ties_unit ON wanted_ties (org, unit);
CREATE INDEX wanted_ties_changed_at ON wanted_ties (org, changed_at);
CREATE INDEX wanted_ties_of_case_state ON wanted_ties (org, of_case, state);
CREATE INDEX wanted_ties_responsible_state ON wanted_ties (org, responsible, state);
CREATE INDEX wanted_ties_candidate ON wanted_ties (org, candidate);
CREATE INDEX wanted_ties_template ON wanted_ties (org, template);
CREATE INDEX wanted_ties_tie ON wanted_ties (org, tie);

