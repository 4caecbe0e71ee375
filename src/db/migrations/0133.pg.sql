-- Referrals, requests for money and their checklists. 0133.sqlite.sql says the same in the other dialect.

CREATE TABLE referrals (
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
    asked TEXT COLLATE "C",
    track BIGINT,
    body BIGINT,
    shared TEXT COLLATE "C",
    follow_up_on BIGINT,
    sent_on BIGINT,
    sent_by BIGINT,
    answer BIGINT,
    answered_on BIGINT,
    reason TEXT COLLATE "C",
    task BIGINT,
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX referrals_unit ON referrals (org, unit NULLS FIRST);
CREATE INDEX referrals_changed_at ON referrals (org, changed_at NULLS FIRST);
CREATE INDEX referrals_of_case ON referrals (org, of_case NULLS FIRST);
CREATE INDEX referrals_answer_follow_up_on ON referrals (org, answer NULLS FIRST, follow_up_on NULLS FIRST);
CREATE INDEX referrals_body ON referrals (org, body NULLS FIRST);
CREATE INDEX referrals_track ON referrals (org, track NULLS FIRST);
CREATE INDEX referrals_sent_by ON referrals (org, sent_by NULLS FIRST);
CREATE INDEX referrals_task ON referrals (org, task NULLS FIRST);

CREATE TABLE finance_requests (
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
    purpose TEXT COLLATE "C",
    track BIGINT,
    body BIGINT,
    stage BIGINT,
    asked BIGINT,
    asked_on BIGINT,
    approved BIGINT,
    approved_on BIGINT,
    received BIGINT,
    received_on BIGINT,
    proof BIGINT,
    repaid_on BIGINT,
    terms TEXT COLLATE "C",
    refusal BIGINT,
    reason TEXT COLLATE "C",
    task BIGINT,
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX finance_requests_unit ON finance_requests (org, unit NULLS FIRST);
CREATE INDEX finance_requests_changed_at ON finance_requests (org, changed_at NULLS FIRST);
CREATE INDEX finance_requests_of_case ON finance_requests (org, of_case NULLS FIRST);
CREATE INDEX finance_requests_stage ON finance_requests (org, stage NULLS FIRST);
CREATE INDEX finance_requests_body ON finance_requests (org, body NULLS FIRST);
CREATE INDEX finance_requests_track ON finance_requests (org, track NULLS FIRST);
CREATE INDEX finance_requests_task ON finance_requests (org, task NULLS FIRST);

CREATE TABLE finance_documents (
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
    request BIGINT,
    kind BIGINT,
    name TEXT COLLATE "C",
    have BIGINT,
    due_on BIGINT,
    paper BIGINT
);
CREATE INDEX finance_documents_unit ON finance_documents (org, unit NULLS FIRST);
CREATE INDEX finance_documents_changed_at ON finance_documents (org, changed_at NULLS FIRST);
CREATE INDEX finance_documents_request ON finance_documents (org, request NULLS FIRST);
CREATE INDEX finance_documents_paper ON finance_documents (org, paper NULLS FIRST);

