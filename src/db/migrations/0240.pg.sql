-- Needed ties of cases, and the set of ties that businesses of each group need. 0240.sqlite.sql says the same in the other
-- dialect.

CREATE TABLE tie_templates (
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
    role BIGINT,
    trade BIGINT,
    from_stage BIGINT,
    seeks BIGINT,
    how_many BIGINT,
    position BIGINT,
    ready TEXT COLLATE "C"
);
CREATE INDEX tie_templates_unit ON tie_templates (org, unit NULLS FIRST);
CREATE INDEX tie_templates_changed_at ON tie_templates (org, changed_at NULLS FIRST);
CREATE INDEX tie_templates_trade_position ON tie_templates (org, trade NULLS FIRST, position NULLS FIRST);
CREATE INDEX tie_templates_ready ON tie_templates (org, ready NULLS FIRST);

CREATE TABLE wanted_ties (
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
    why TEXT COLLATE "C",
    role BIGINT,
    responsible BIGINT,
    due_on BIGINT,
    candidate BIGINT,
    state BIGINT,
    template BIGINT,
    tie BIGINT,
    trade BIGINT,
    wanted_on BIGINT,
    chosen_on BIGINT,
    asked_on BIGINT,
    active_on BIGINT,
    let_go_on BIGINT,
    reason TEXT COLLATE "C",
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX wanted_ties_unit ON wanted_ties (org, unit NULLS FIRST);
CREATE INDEX wanted_ties_changed_at ON wanted_ties (org, changed_at NULLS FIRST);
CREATE INDEX wanted_ties_of_case_state ON wanted_ties (org, of_case NULLS FIRST, state NULLS FIRST);
CREATE INDEX wanted_ties_responsible_state ON wanted_ties (org, responsible NULLS FIRST, state NULLS FIRST);
CREATE INDEX wanted_ties_candidate ON wanted_ties (org, candidate NULLS FIRST);
CREATE INDEX wanted_ties_template ON wanted_ties (org, template NULLS FIRST);
CREATE INDEX wanted_ties_tie ON wanted_ties (org, tie NULLS FIRST);

