-- What the program itself keeps, whatever the entities are. 0001.pg.sql says the same in the other dialect.

CREATE TABLE schema_steps (                       -- this history; written by migrate.c
    step    INTEGER PRIMARY KEY,
    digest  TEXT NOT NULL,
    at      INTEGER NOT NULL
) STRICT;

CREATE TABLE region_facts (                       -- zone, currency, name, home (country code of phones), ...
    name    TEXT PRIMARY KEY,
    value   TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE orgs (
    id          INTEGER PRIMARY KEY,
    code        TEXT NOT NULL UNIQUE,
    created_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE texts (                              -- texts of people, in any number of languages
    owner   INTEGER NOT NULL,
    field   TEXT NOT NULL,
    lang    TEXT NOT NULL,
    text    TEXT NOT NULL,
    state   INTEGER NOT NULL,
    PRIMARY KEY (owner, field, lang)
) STRICT, WITHOUT ROWID;

CREATE TABLE labels (                             -- the name of each record in each language, with its sort key
    owner   INTEGER NOT NULL,
    lang    TEXT NOT NULL,
    entity  TEXT NOT NULL,
    text    TEXT NOT NULL,
    sort    BLOB NOT NULL,
    PRIMARY KEY (owner, lang)
) STRICT, WITHOUT ROWID;
CREATE INDEX labels_sorted ON labels (entity, lang, sort, owner);

CREATE TABLE acts (                               -- what somebody did in one go
    id          INTEGER PRIMARY KEY,
    org         INTEGER,
    account     INTEGER,
    kind        TEXT NOT NULL,
    summary     TEXT,
    at          INTEGER NOT NULL,
    undone_by   INTEGER,
    undoes      INTEGER,
    source      TEXT
) STRICT;
CREATE INDEX acts_of_account ON acts (account, id);
CREATE INDEX acts_of_org ON acts (org, id);

CREATE TABLE changes (                            -- the hash-chained log; a row is never changed
    seq     INTEGER PRIMARY KEY,
    id      INTEGER,
    act     INTEGER,
    org     INTEGER,
    account INTEGER,
    entity  TEXT NOT NULL,
    record  INTEGER NOT NULL,
    kind    INTEGER NOT NULL,
    before  TEXT,
    after   TEXT,
    at      INTEGER NOT NULL,
    prev    BLOB NOT NULL,
    hash    BLOB NOT NULL
) STRICT;
CREATE INDEX changes_of_record ON changes (record, seq);
CREATE INDEX changes_of_act ON changes (act, seq);

CREATE TABLE moved (                              -- what a merge pointed from the loser to the winner
    loser       INTEGER NOT NULL,
    table_name  TEXT NOT NULL,
    column_name TEXT NOT NULL,
    row_id      INTEGER NOT NULL,
    PRIMARY KEY (loser, table_name, column_name, row_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE reach (                              -- on which places an account sees how much, and when (scope.h)
    account     INTEGER NOT NULL,
    place       INTEGER NOT NULL,                 -- 0: the organisation itself
    level       INTEGER NOT NULL,
    role        INTEGER,                          -- bit of Role that gives it; NULL: any
    from_on     INTEGER,
    until_on    INTEGER
) STRICT;
CREATE INDEX reach_of_account ON reach (account, place, level);
CREATE INDEX reach_of_place ON reach (place);

CREATE TABLE teams (                              -- the people named for a record (scope.h)
    record      INTEGER NOT NULL,
    account     INTEGER NOT NULL,
    from_on     INTEGER,
    until_on    INTEGER
) STRICT;
CREATE INDEX teams_of_record ON teams (record, account);
CREATE INDEX teams_of_account ON teams (account);

CREATE TABLE once (                               -- answers kept for idempotency keys
    key             TEXT NOT NULL,
    account         INTEGER NOT NULL,
    request_digest  BLOB NOT NULL,
    status          INTEGER NOT NULL,
    answer          BLOB,
    at              INTEGER NOT NULL,
    PRIMARY KEY (key, account)
) STRICT, WITHOUT ROWID;
CREATE INDEX once_at ON once (at);
