-- What the owner of a business sees of its rounds of questions (survey/told.h).
CREATE TABLE told_rounds (
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
    sheet BIGINT,
    of_version BIGINT,
    number BIGINT,
    answered_on BIGINT,
    state BIGINT,
    shown_on BIGINT,
    words TEXT COLLATE "C"
);
CREATE INDEX told_rounds_unit ON told_rounds (org, unit NULLS FIRST);
CREATE INDEX told_rounds_changed_at ON told_rounds (org, changed_at NULLS FIRST);
CREATE INDEX told_rounds_of_case ON told_rounds (org, of_case NULLS FIRST);
CREATE INDEX told_rounds_sheet ON told_rounds (org, sheet NULLS FIRST);
CREATE INDEX told_rounds_of_version ON told_rounds (org, of_version NULLS FIRST);

CREATE TABLE told_answers (
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
    of_told BIGINT,
    of_case BIGINT,
    item BIGINT,
    state BIGINT,
    chosen BIGINT,
    amount DOUBLE PRECISION,
    words TEXT COLLATE "C"
);
CREATE INDEX told_answers_unit ON told_answers (org, unit NULLS FIRST);
CREATE INDEX told_answers_changed_at ON told_answers (org, changed_at NULLS FIRST);
CREATE INDEX told_answers_of_told_item ON told_answers (org, of_told NULLS FIRST, item NULLS FIRST);
CREATE INDEX told_answers_of_case ON told_answers (org, of_case NULLS FIRST);
CREATE INDEX told_answers_item ON told_answers (org, item NULLS FIRST);

