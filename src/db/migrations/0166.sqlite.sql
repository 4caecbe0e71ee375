-- Erasing, and how long things are kept. 0166.pg.sql says the same in the other dialect.

ALTER TABLE changes ADD COLUMN salt BLOB;
ALTER TABLE changes ADD COLUMN erased INTEGER;         -- the number of the entry that has emptied this one
CREATE INDEX changes_erased ON changes (erased) WHERE erased IS NOT NULL;

ALTER TABLE mails ADD COLUMN passing INTEGER;          -- 1: gone once it was sent

CREATE TABLE erasures (                           -- what owners have asked for, and when it was done
    id          INTEGER PRIMARY KEY,
    org         INTEGER NOT NULL,
    client      INTEGER NOT NULL,
    of_case     INTEGER NOT NULL,
    account     INTEGER,
    asked_at    INTEGER NOT NULL,
    taken_back_at INTEGER,
    done_at     INTEGER,
    done_by     INTEGER,
    told        TEXT                                -- how many records of which kind
) STRICT;
CREATE INDEX erasures_of_org ON erasures (org, asked_at);
CREATE INDEX erasures_of_client ON erasures (client);

CREATE TABLE keep_runs (                          -- what of a case was erased because its time was over, or will be
    id          INTEGER PRIMARY KEY,
    org         INTEGER NOT NULL,
    of_case     INTEGER NOT NULL,
    kind        INTEGER NOT NULL,
    due_on      INTEGER,
    done_at     INTEGER,
    account     INTEGER,
    records     INTEGER
) STRICT;
CREATE INDEX keep_runs_of_case ON keep_runs (of_case, kind);

ALTER TABLE settings ADD COLUMN keep_notes INTEGER;
ALTER TABLE settings ADD COLUMN keep_sessions INTEGER;
ALTER TABLE settings ADD COLUMN keep_finance INTEGER;
ALTER TABLE settings ADD COLUMN keep_answers INTEGER;
ALTER TABLE settings ADD COLUMN keep_files INTEGER;
ALTER TABLE settings ADD COLUMN keep_openings INTEGER;
ALTER TABLE settings ADD COLUMN law_consents INTEGER;
ALTER TABLE settings ADD COLUMN law_finance INTEGER;
ALTER TABLE settings ADD COLUMN backup_days INTEGER;
