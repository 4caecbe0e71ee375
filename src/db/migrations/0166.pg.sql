-- Erasing, and how long things are kept. 0166.sqlite.sql says the same in the other dialect.

ALTER TABLE changes ADD COLUMN salt BYTEA;
ALTER TABLE changes ADD COLUMN erased BIGINT;         -- the number of the entry that has emptied this one
CREATE INDEX changes_erased ON changes (erased) WHERE erased IS NOT NULL;

ALTER TABLE mails ADD COLUMN passing BIGINT;          -- 1: gone once it was sent

CREATE TABLE erasures (                           -- what owners have asked for, and when it was done
    id          BIGINT PRIMARY KEY,
    org         BIGINT NOT NULL,
    client      BIGINT NOT NULL,
    of_case     BIGINT NOT NULL,
    account     BIGINT,
    asked_at    BIGINT NOT NULL,
    taken_back_at BIGINT,
    done_at     BIGINT,
    done_by     BIGINT,
    told        TEXT COLLATE "C"                                -- how many records of which kind
);
CREATE INDEX erasures_of_org ON erasures (org, asked_at);
CREATE INDEX erasures_of_client ON erasures (client);

CREATE TABLE keep_runs (                          -- what of a case was erased because its time was over, or will be
    id          BIGINT PRIMARY KEY,
    org         BIGINT NOT NULL,
    of_case     BIGINT NOT NULL,
    kind        BIGINT NOT NULL,
    due_on      BIGINT,
    done_at     BIGINT,
    account     BIGINT,
    records     BIGINT
);
CREATE INDEX keep_runs_of_case ON keep_runs (of_case, kind);

ALTER TABLE settings ADD COLUMN keep_notes BIGINT;
ALTER TABLE settings ADD COLUMN keep_sessions BIGINT;
ALTER TABLE settings ADD COLUMN keep_finance BIGINT;
ALTER TABLE settings ADD COLUMN keep_answers BIGINT;
ALTER TABLE settings ADD COLUMN keep_files BIGINT;
ALTER TABLE settings ADD COLUMN keep_openings BIGINT;
ALTER TABLE settings ADD COLUMN law_consents BIGINT;
ALTER TABLE settings ADD COLUMN law_finance BIGINT;
ALTER TABLE settings ADD COLUMN backup_days BIGINT;
