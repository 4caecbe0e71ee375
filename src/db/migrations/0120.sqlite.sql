-- Cases: the accompaniment of businesses. 0120.pg.sql says the same in the other dialect.

CREATE TABLE cases (
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
    client INTEGER,
    kind INTEGER,
    stage INTEGER,
    contact INTEGER,
    wish TEXT,
    lang INTEGER,
    asked_on INTEGER,
    answer_by INTEGER,
    answered_at INTEGER,
    opened_on INTEGER,
    funding TEXT,
    minutes_promised INTEGER,
    paid_until INTEGER,
    heard_at INTEGER,
    next_on INTEGER,
    agreed_at INTEGER,
    why_economic TEXT,
    why_social TEXT,
    why_environmental TEXT,
    closed_on INTEGER,
    why_closed INTEGER,
    close_words TEXT,
    intake INTEGER,
    owner_account INTEGER,
    is_demo INTEGER CHECK (is_demo IN (0, 1)),
    CHECK (closed_on IS NULL OR opened_on IS NULL OR closed_on >= opened_on)
) STRICT;
CREATE INDEX cases_unit ON cases (org, unit);
CREATE INDEX cases_changed_at ON cases (org, changed_at);
CREATE INDEX cases_client ON cases (org, client);
CREATE INDEX cases_stage_next_on ON cases (org, stage, next_on);
CREATE INDEX cases_heard_at ON cases (org, heard_at);
CREATE INDEX cases_contact ON cases (org, contact);
CREATE INDEX cases_intake ON cases (org, intake);
CREATE INDEX cases_owner_account ON cases (org, owner_account);

CREATE TABLE case_members (
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
    account INTEGER,
    role INTEGER,
    from_on INTEGER,
    until_on INTEGER,
    promised_minutes INTEGER,
    handover TEXT,
    CHECK (until_on IS NULL OR from_on IS NULL OR until_on >= from_on)
) STRICT;
CREATE INDEX case_members_unit ON case_members (org, unit);
CREATE INDEX case_members_changed_at ON case_members (org, changed_at);
CREATE INDEX case_members_of_case ON case_members (org, of_case);
CREATE INDEX case_members_account_until_on ON case_members (org, account, until_on);

CREATE TABLE consent_texts (
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
    purpose INTEGER,
    number INTEGER,
    from_on INTEGER,
    months INTEGER
) STRICT;
CREATE INDEX consent_texts_unit ON consent_texts (org, unit);
CREATE INDEX consent_texts_changed_at ON consent_texts (org, changed_at);
CREATE INDEX consent_texts_purpose_number ON consent_texts (org, purpose, number);

CREATE TABLE consents (
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
    purpose INTEGER,
    words INTEGER,
    way INTEGER,
    signed_by TEXT,
    signed_on INTEGER,
    paper INTEGER,
    until_on INTEGER,
    withdrawn_at INTEGER,
    withdrawn_by INTEGER,
    withdrawn_why TEXT
) STRICT;
CREATE INDEX consents_unit ON consents (org, unit);
CREATE INDEX consents_changed_at ON consents (org, changed_at);
CREATE INDEX consents_of_case_purpose ON consents (org, of_case, purpose);
CREATE INDEX consents_words ON consents (org, words);
CREATE INDEX consents_paper ON consents (org, paper);
CREATE INDEX consents_withdrawn_by ON consents (org, withdrawn_by);

CREATE TABLE visions (
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
    number INTEGER,
    text TEXT,
    horizon INTEGER,
    product TEXT,
    people TEXT,
    money TEXT,
    place TEXT,
    community TEXT,
    nature TEXT,
    lang TEXT,
    told_on INTEGER,
    read_on INTEGER
) STRICT;
CREATE INDEX visions_unit ON visions (org, unit);
CREATE INDEX visions_changed_at ON visions (org, changed_at);
CREATE INDEX visions_of_case_number ON visions (org, of_case, number);

CREATE TABLE goals (
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
    text TEXT,
    line INTEGER,
    measure TEXT,
    target_on INTEGER,
    ripens_on INTEGER,
    early_signs TEXT,
    state INTEGER,
    evidence TEXT,
    reason TEXT
) STRICT;
CREATE INDEX goals_unit ON goals (org, unit);
CREATE INDEX goals_changed_at ON goals (org, changed_at);
CREATE INDEX goals_of_case_line ON goals (org, of_case, line);

CREATE TABLE openings (                           -- who opened which case, once an hour (case_people.c)
    id          INTEGER PRIMARY KEY,
    org         INTEGER NOT NULL,
    of_case     INTEGER NOT NULL,
    account     INTEGER NOT NULL,
    at          INTEGER NOT NULL
) STRICT;
CREATE INDEX openings_of_case ON openings (of_case, at);

ALTER TABLE commitments ADD COLUMN of_case INTEGER;
ALTER TABLE commitments ADD COLUMN goal INTEGER;
ALTER TABLE commitments ADD COLUMN for_team INTEGER CHECK (for_team IN (0, 1));
ALTER TABLE commitments ADD COLUMN accepted_at INTEGER;
ALTER TABLE commitments ADD COLUMN ripens_on INTEGER;
ALTER TABLE commitments ADD COLUMN enables TEXT;
ALTER TABLE commitments ADD COLUMN evidence TEXT;
ALTER TABLE commitments ADD COLUMN grew_from INTEGER;
ALTER TABLE posts ADD COLUMN of_case INTEGER;
CREATE INDEX commitments_of_case_state ON commitments (org, of_case, state);
CREATE INDEX commitments_goal ON commitments (org, goal);
CREATE INDEX commitments_grew_from ON commitments (org, grew_from);
CREATE INDEX posts_of_case_happened_at ON posts (org, of_case, happened_at);
