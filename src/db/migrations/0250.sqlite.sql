-- Initiatives with what they build on, partners and reviews; steps that belong to one. 0250.pg.sql says the same in the
-- other dialect.

CREATE TABLE initiatives (
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
    what TEXT,
    lines INTEGER,
    place INTEGER,
    need INTEGER,
    trade INTEGER,
    lead INTEGER,
    lead_accepted_at INTEGER,
    task_team INTEGER,
    why_new TEXT,
    from_on INTEGER,
    until_on INTEGER,
    ripens_on INTEGER,
    early_signs TEXT,
    measure_short TEXT,
    measure_middle TEXT,
    measure_long TEXT,
    state INTEGER,
    closed_on INTEGER,
    learned TEXT,
    lives_on INTEGER,
    what_lives_on TEXT,
    is_demo INTEGER CHECK (is_demo IN (0, 1)),
    CHECK (until_on IS NULL OR from_on IS NULL OR until_on >= from_on)
) STRICT;
CREATE INDEX initiatives_unit ON initiatives (org, unit);
CREATE INDEX initiatives_changed_at ON initiatives (org, changed_at);
CREATE INDEX initiatives_state_until_on ON initiatives (org, state, until_on);
CREATE INDEX initiatives_place ON initiatives (org, place);
CREATE INDEX initiatives_lead ON initiatives (org, lead);
CREATE INDEX initiatives_task_team ON initiatives (org, task_team);

CREATE TABLE initiative_bases (
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
    initiative INTEGER,
    earlier INTEGER,
    response INTEGER,
    body INTEGER,
    meeting INTEGER,
    what TEXT
) STRICT;
CREATE INDEX initiative_bases_unit ON initiative_bases (org, unit);
CREATE INDEX initiative_bases_changed_at ON initiative_bases (org, changed_at);
CREATE INDEX initiative_bases_initiative ON initiative_bases (org, initiative);
CREATE INDEX initiative_bases_response ON initiative_bases (org, response);
CREATE INDEX initiative_bases_earlier ON initiative_bases (org, earlier);
CREATE INDEX initiative_bases_body ON initiative_bases (org, body);
CREATE INDEX initiative_bases_meeting ON initiative_bases (org, meeting);

CREATE TABLE initiative_partners (
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
    initiative INTEGER,
    actor INTEGER,
    brings TEXT,
    agreed_on INTEGER
) STRICT;
CREATE INDEX initiative_partners_unit ON initiative_partners (org, unit);
CREATE INDEX initiative_partners_changed_at ON initiative_partners (org, changed_at);
CREATE INDEX initiative_partners_initiative ON initiative_partners (org, initiative);
CREATE INDEX initiative_partners_actor ON initiative_partners (org, actor);

CREATE TABLE initiative_reviews (
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
    initiative INTEGER,
    span INTEGER,
    due_on INTEGER,
    plan_on INTEGER,
    found TEXT,
    proof INTEGER,
    unknown_part TEXT,
    runs_it INTEGER,
    done_on INTEGER,
    done_by INTEGER
) STRICT;
CREATE INDEX initiative_reviews_unit ON initiative_reviews (org, unit);
CREATE INDEX initiative_reviews_changed_at ON initiative_reviews (org, changed_at);
CREATE INDEX initiative_reviews_initiative ON initiative_reviews (org, initiative);
CREATE INDEX initiative_reviews_done_on_due_on ON initiative_reviews (org, done_on, due_on);
CREATE INDEX initiative_reviews_done_by ON initiative_reviews (org, done_by);


ALTER TABLE commitments ADD COLUMN initiative INTEGER;
ALTER TABLE commitments ADD COLUMN by_actor INTEGER;
ALTER TABLE commitments ADD COLUMN outside INTEGER CHECK (outside IN (0, 1));
CREATE INDEX commitments_initiative ON commitments (org, initiative);
CREATE INDEX commitments_by_actor ON commitments (org, by_actor);
