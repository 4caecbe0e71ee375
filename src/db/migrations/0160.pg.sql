-- What owners say of a session (session/feedback.h): who is done with which session, and sums. No times, no ids.
CREATE TABLE feedback_turns (
    account     BIGINT NOT NULL,
    session     BIGINT NOT NULL,
    org         BIGINT NOT NULL,
    unit        BIGINT NOT NULL,
    of_version  BIGINT NOT NULL,
    waits       BIGINT NOT NULL CHECK (waits IN (0, 1)),
    PRIMARY KEY (account, session)
);
CREATE INDEX feedback_turns_waiting ON feedback_turns (org NULLS FIRST, unit NULLS FIRST, of_version NULLS FIRST, waits NULLS FIRST);

CREATE TABLE feedback_sums (
    org         BIGINT NOT NULL,
    unit        BIGINT NOT NULL,
    of_version  BIGINT NOT NULL,
    item        BIGINT NOT NULL,
    chosen      BIGINT NOT NULL,
    waiting     BIGINT NOT NULL,
    told        BIGINT NOT NULL,
    PRIMARY KEY (org, unit, of_version, item, chosen)
);
CREATE INDEX feedback_sums_told ON feedback_sums (org NULLS FIRST, of_version NULLS FIRST, unit NULLS FIRST, item NULLS FIRST, chosen NULLS FIRST);
