-- What owners say of a session (session/feedback.h): who is done with which session, and sums. No times, no ids.
CREATE TABLE feedback_turns (
    account     INTEGER NOT NULL,
    session     INTEGER NOT NULL,
    org         INTEGER NOT NULL,
    unit        INTEGER NOT NULL,
    of_version  INTEGER NOT NULL,
    waits       INTEGER NOT NULL CHECK (waits IN (0, 1)),
    PRIMARY KEY (account, session)
) STRICT, WITHOUT ROWID;
CREATE INDEX feedback_turns_waiting ON feedback_turns (org, unit, of_version, waits);

CREATE TABLE feedback_sums (
    org         INTEGER NOT NULL,
    unit        INTEGER NOT NULL,
    of_version  INTEGER NOT NULL,
    item        INTEGER NOT NULL,
    chosen      INTEGER NOT NULL,
    waiting     INTEGER NOT NULL,
    told        INTEGER NOT NULL,
    PRIMARY KEY (org, unit, of_version, item, chosen)
) STRICT, WITHOUT ROWID;
CREATE INDEX feedback_sums_told ON feedback_sums (org, of_version, unit, item, chosen);
