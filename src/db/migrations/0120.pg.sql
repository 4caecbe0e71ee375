-- Cases: the accompaniment of businesses. 0120.sqlite.sql says the same in the other dialect.

CREATE TABLE cases (
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
    client BIGINT,
    kind BIGINT,
    stage BIGINT,
    contact BIGINT,
    wish TEXT COLLATE "C",
    lang BIGINT,
    asked_on BIGINT,
    answer_by BIGINT,
    answered_at BIGINT,
    opened_on BIGINT,
    funding TEXT COLLATE "C",
    minutes_promised BIGINT,
    paid_until BIGINT,
    heard_at BIGINT,
    next_on BIGINT,
    agreed_at BIGINT,
    why_economic TEXT COLLATE "C",
    why_social TEXT COLLATE "C",
    why_environmental TEXT COLLATE "C",
    closed_on BIGINT,
    why_closed BIGINT,
    close_words TEXT COLLATE "C",
    intake BIGINT,
    owner_account BIGINT,
    is_demo BIGINT CHECK (is_demo IN (0, 1)),
    CHECK (closed_on IS NULL OR opened_on IS NULL OR closed_on >= opened_on)
);
CREATE INDEX cases_unit ON cases (org, unit NULLS FIRST);
CREATE INDEX cases_changed_at ON cases (org, changed_at NULLS FIRST);
CREATE INDEX cases_client ON cases (org, client NULLS FIRST);
CREATE INDEX cases_stage_next_on ON cases (org, stage NULLS FIRST, next_on NULLS FIRST);
CREATE INDEX cases_heard_at ON cases (org, heard_at NULLS FIRST);
CREATE INDEX cases_contact ON cases (org, contact NULLS FIRST);
CREATE INDEX cases_intake ON cases (org, intake NULLS FIRST);
CREATE INDEX cases_owner_account ON cases (org, owner_account NULLS FIRST);

CREATE TABLE case_members (
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
    account BIGINT,
    role BIGINT,
    from_on BIGINT,
    until_on BIGINT,
    promised_minutes BIGINT,
    handover TEXT COLLATE "C",
    CHECK (until_on IS NULL OR from_on IS NULL OR until_on >= from_on)
);
CREATE INDEX case_members_unit ON case_members (org, unit NULLS FIRST);
CREATE INDEX case_members_changed_at ON case_members (org, changed_at NULLS FIRST);
CREATE INDEX case_members_of_case ON case_members (org, of_case NULLS FIRST);
CREATE INDEX case_members_account_until_on ON case_members (org, account NULLS FIRST, until_on NULLS FIRST);

CREATE TABLE consent_texts (
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
    purpose BIGINT,
    number BIGINT,
    from_on BIGINT,
    months BIGINT
);
CREATE INDEX consent_texts_unit ON consent_texts (org, unit NULLS FIRST);
CREATE INDEX consent_texts_changed_at ON consent_texts (org, changed_at NULLS FIRST);
CREATE INDEX consent_texts_purpose_number ON consent_texts (org, purpose NULLS FIRST, number NULLS FIRST);

CREATE TABLE consents (
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
    purpose BIGINT,
    words BIGINT,
    way BIGINT,
    signed_by TEXT COLLATE "C",
    signed_on BIGINT,
    paper BIGINT,
    until_on BIGINT,
    withdrawn_at BIGINT,
    withdrawn_by BIGINT,
    withdrawn_why TEXT COLLATE "C"
);
CREATE INDEX consents_unit ON consents (org, unit NULLS FIRST);
CREATE INDEX consents_changed_at ON consents (org, changed_at NULLS FIRST);
CREATE INDEX consents_of_case_purpose ON consents (org, of_case NULLS FIRST, purpose NULLS FIRST);
CREATE INDEX consents_words ON consents (org, words NULLS FIRST);
CREATE INDEX consents_paper ON consents (org, paper NULLS FIRST);
CREATE INDEX consents_withdrawn_by ON consents (org, withdrawn_by NULLS FIRST);

CREATE TABLE visions (
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
    number BIGINT,
    text TEXT COLLATE "C",
    horizon BIGINT,
    product TEXT COLLATE "C",
    people TEXT COLLATE "C",
    money TEXT COLLATE "C",
    place TEXT COLLATE "C",
    community TEXT COLLATE "C",
    nature TEXT COLLATE "C",
    lang TEXT COLLATE "C",
    told_on BIGINT,
    read_on BIGINT
);
CREATE INDEX visions_unit ON visions (org, unit NULLS FIRST);
CREATE INDEX visions_changed_at ON visions (org, changed_at NULLS FIRST);
CREATE INDEX visions_of_case_number ON visions (org, of_case NULLS FIRST, number NULLS FIRST);

CREATE TABLE goals (
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
    text TEXT COLLATE "C",
    line BIGINT,
    measure TEXT COLLATE "C",
    target_on BIGINT,
    ripens_on BIGINT,
    early_signs TEXT COLLATE "C",
    state BIGINT,
    evidence TEXT COLLATE "C",
    reason TEXT COLLATE "C"
);
CREATE INDEX goals_unit ON goals (org, unit NULLS FIRST);
CREATE INDEX goals_changed_at ON goals (org, changed_at NULLS FIRST);
CREATE INDEX goals_of_case_line ON goals (org, of_case NULLS FIRST, line NULLS FIRST);

CREATE TABLE openings (                           -- who opened which case, once an hour (case_people.c)
    id          BIGINT PRIMARY KEY,
    org         BIGINT NOT NULL,
    of_case     BIGINT NOT NULL,
    account     BIGINT NOT NULL,
    at          BIGINT NOT NULL
);
CREATE INDEX openings_of_case ON openings (of_case NULLS FIRST, at NULLS FIRST);

ALTER TABLE commitments ADD COLUMN of_case BIGINT;
ALTER TABLE commitments ADD COLUMN goal BIGINT;
ALTER TABLE commitments ADD COLUMN for_team BIGINT CHECK (for_team IN (0, 1));
ALTER TABLE commitments ADD COLUMN accepted_at BIGINT;
ALTER TABLE commitments ADD COLUMN ripens_on BIGINT;
ALTER TABLE commitments ADD COLUMN enables TEXT COLLATE "C";
ALTER TABLE commitments ADD COLUMN evidence TEXT COLLATE "C";
ALTER TABLE commitments ADD COLUMN grew_from BIGINT;
ALTER TABLE posts ADD COLUMN of_case BIGINT;
CREATE INDEX commitments_of_case_state ON commitments (org, of_case NULLS FIRST, state NULLS FIRST);
CREATE INDEX commitments_goal ON commitments (org, goal NULLS FIRST);
CREATE INDEX commitments_grew_from ON commitments (org, grew_from NULLS FIRST);
CREATE INDEX posts_of_case_happened_at ON posts (org, of_case NULLS FIRST, happened_at NULLS FIRST);
