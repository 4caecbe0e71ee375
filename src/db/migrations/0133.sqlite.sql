-- Referrals, requests for money and their checklists. 0133.pg.sql says the same in the other dialect.

CREATE TABLE referrals (
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
    asked TEXT,
    track INTEGER,
    body INTEGER,
    shared TEXT,
    follow_up_on INTEGER,
    sent_on INTEGER,
    sent_by INTEGER,
    answer INTEGER,
    answered_on INTEGER,
    reason TEXT,
    task INTEGER,
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX referrals_unit ON referrals (org, unit);
CREATE INDEX referrals_changed_at ON referrals (org, changed_at);
CREATE INDEX referrals_of_case ON referrals (org, of_case);
CREATE INDEX referrals_answer_follow_up_on ON referrals (org, answer, follow_up_on);
CREATE INDEX referrals_body ON referrals (org, body);
CREATE INDEX referrals_track ON referrals (org, track);
CREATE INDEX referrals_sent_by ON referrals (org, sent_by);
CREATE INDEX referrals_task ON referrals (org, task);

CREATE TABLE finance_requests (
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
    purpose TEXT,
    track INTEGER,
    body INTEGER,
    stage INTEGER,
    asked INTEGER,
    asked_on INTEGER,
    approved INTEGER,
    approved_on INTEGER,
    received INTEGER,
    received_on INTEGER,
    proof INTEGER,
    repaid_on INTEGER,
    terms TEXT,
    refusal INTEGER,
    reason TEXT,
    task INTEGER,
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX finance_requests_unit ON finance_requests (org, unit);
CREATE INDEX finance_requests_changed_at ON finance_requests (org, changed_at);
CREATE INDEX finance_requests_of_case ON finance_requests (org, of_case);
CREATE INDEX finance_requests_stage ON finance_requests (org, stage);
CREATE INDEX finance_requests_body ON finance_requests (org, body);
CREATE INDEX finance_requests_track ON finance_requests (org, track);
CREATE INDEX finance_requests_task ON finance_requests (org, task);

CREATE TABLE finance_documents (
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
    request INTEGER,
    kind INTEGER,
    name TEXT,
    have INTEGER,
    due_on INTEGER,
    paper INTEGER
) STRICT;
CREATE INDEX finance_documents_unit ON finance_documents (org, unit);
CREATE INDEX finance_documents_changed_at ON finance_documents (org, changed_at);
CREATE INDEX finance_documents_request ON finance_documents (org, request);
CREATE INDEX finance_documents_paper ON finance_documents (org, paper);

