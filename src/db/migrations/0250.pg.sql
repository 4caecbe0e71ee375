-- Initiatives with what they build on, partners and reviews; steps that belong to one. 0250.sqlite.sql says the same in the
-- other dialect.

CREATE TABLE initiatives (
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
    what TEXT COLLATE "C",
    lines BIGINT,
    place BIGINT,
    need BIGINT,
    trade BIGINT,
    lead BIGINT,
    lead_accepted_at BIGINT,
    task_team BIGINT,
    why_new TEXT COLLATE "C",
    from_on BIGINT,
    until_on BIGINT,
    ripens_on BIGINT,
    early_signs TEXT COLLATE "C",
    measure_short TEXT COLLATE "C",
    measure_middle TEXT COLLATE "C",
    measure_long TEXT COLLATE "C",
    state BIGINT,
    closed_on BIGINT,
    learned TEXT COLLATE "C",
    lives_on BIGINT,
    what_lives_on TEXT COLLATE "C",
    is_demo BIGINT CHECK (is_demo IN (0, 1)),
    CHECK (until_on IS NULL OR from_on IS NULL OR until_on >= from_on)
);
CREATE INDEX initiatives_unit ON initiatives (org, unit NULLS FIRST);
CREATE INDEX initiatives_changed_at ON initiatives (org, changed_at NULLS FIRST);
CREATE INDEX initiatives_state_until_on ON initiatives (org, state NULLS FIRST, until_on NULLS FIRST);
CREATE INDEX initiatives_place ON initiatives (org, place NULLS FIRST);
CREATE INDEX initiatives_lead ON initiatives (org, lead NULLS FIRST);
CREATE INDEX initiatives_task_team ON initiatives (org, task_team NULLS FIRST);

CREATE TABLE initiative_bases (
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
    initiative BIGINT,
    earlier BIGINT,
    response BIGINT,
    body BIGINT,
    meeting BIGINT,
    what TEXT COLLATE "C"
);
CREATE INDEX initiative_bases_unit ON initiative_bases (org, unit NULLS FIRST);
CREATE INDEX initiative_bases_changed_at ON initiative_bases (org, changed_at NULLS FIRST);
CREATE INDEX initiative_bases_initiative ON initiative_bases (org, initiative NULLS FIRST);
CREATE INDEX initiative_bases_response ON initiative_bases (org, response NULLS FIRST);
CREATE INDEX initiative_bases_earlier ON initiative_bases (org, earlier NULLS FIRST);
CREATE INDEX initiative_bases_body ON initiative_bases (org, body NULLS FIRST);
CREATE INDEX initiative_bases_meeting ON initiative_bases (org, meeting NULLS FIRST);

CREATE TABLE initiative_partners (
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
    initiative BIGINT,
    actor BIGINT,
    brings TEXT COLLATE "C",
    agreed_on BIGINT
);
CREATE INDEX initiative_partners_unit ON initiative_partners (org, unit NULLS FIRST);
CREATE INDEX initiative_partners_changed_at ON initiative_partners (org, changed_at NULLS FIRST);
CREATE INDEX initiative_partners_initiative ON initiative_partners (org, initiative NULLS FIRST);
CREATE INDEX initiative_partners_actor ON initiative_partners (org, actor NULLS FIRST);

CREATE TABLE initiative_reviews (
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
    initiative BIGINT,
    span BIGINT,
    due_on BIGINT,
    plan_on BIGINT,
    found TEXT COLLATE "C",
    proof BIGINT,
    unknown_part TEXT COLLATE "C",
    runs_it BIGINT,
    done_on BIGINT,
    done_by BIGINT
);
CREATE INDEX initiative_reviews_unit ON initiative_reviews (org, unit NULLS FIRST);
CREATE INDEX initiative_reviews_changed_at ON initiative_reviews (org, changed_at NULLS FIRST);
CREATE INDEX initiative_reviews_initiative ON initiative_reviews (org, initiative NULLS FIRST);
CREATE INDEX initiative_reviews_done_on_due_on ON initiative_reviews (org, done_on NULLS FIRST, due_on NULLS FIRST);
CREATE INDEX initiative_reviews_done_by ON initiative_reviews (org, done_by NULLS FIRST);


ALTER TABLE commitments ADD COLUMN initiative BIGINT;
ALTER TABLE commitments ADD COLUMN by_actor BIGINT;
ALTER TABLE commitments ADD COLUMN outside BIGINT CHECK (outside IN (0, 1));
CREATE INDEX commitments_initiative ON commitments (org, initiative NULLS FIRST);
CREATE INDEX commitments_by_actor ON commitments (org, by_actor NULLS FIRST);
