-- Indexes are NULLS FIRST, so that they give the order that db.h promises.
-- What the program itself keeps, whatever the entities are. 0001.sqlite.sql says the same in the other dialect.

CREATE TABLE schema_steps (                       -- this history; written by migrate.c
    step    BIGINT PRIMARY KEY,
    digest  TEXT COLLATE "C" NOT NULL,
    at      BIGINT NOT NULL
);

CREATE TABLE region_facts (                       -- zone, currency, name, home (country code of phones), ...
    name    TEXT COLLATE "C" PRIMARY KEY,
    value   TEXT COLLATE "C"
);

CREATE TABLE orgs (
    id          BIGINT PRIMARY KEY,
    code        TEXT COLLATE "C" NOT NULL UNIQUE,
    created_at  BIGINT NOT NULL
);

CREATE TABLE texts (                              -- texts of people, in any number of languages
    owner   BIGINT NOT NULL,
    field   TEXT COLLATE "C" NOT NULL,
    lang    TEXT COLLATE "C" NOT NULL,
    text    TEXT COLLATE "C" NOT NULL,
    state   BIGINT NOT NULL,
    PRIMARY KEY (owner, field, lang)
);

CREATE TABLE labels (                             -- the name of each record in each language, with its sort key
    owner   BIGINT NOT NULL,
    lang    TEXT COLLATE "C" NOT NULL,
    entity  TEXT COLLATE "C" NOT NULL,
    text    TEXT COLLATE "C" NOT NULL,
    sort    BYTEA NOT NULL,
    PRIMARY KEY (owner, lang)
);
CREATE INDEX labels_sorted ON labels (entity NULLS FIRST, lang NULLS FIRST, sort NULLS FIRST, owner NULLS FIRST);

CREATE TABLE acts (                               -- what somebody did in one go
    id          BIGINT PRIMARY KEY,
    org         BIGINT,
    account     BIGINT,
    kind        TEXT COLLATE "C" NOT NULL,
    summary     TEXT COLLATE "C",
    at          BIGINT NOT NULL,
    undone_by   BIGINT,
    undoes      BIGINT,
    source      TEXT COLLATE "C"
);
CREATE INDEX acts_of_account ON acts (account NULLS FIRST, id);
CREATE INDEX acts_of_org ON acts (org NULLS FIRST, id);

CREATE TABLE changes (                            -- the hash-chained log; a row is never changed
    seq     BIGINT PRIMARY KEY,
    id      BIGINT,
    act     BIGINT,
    org     BIGINT,
    account BIGINT,
    entity  TEXT COLLATE "C" NOT NULL,
    record  BIGINT NOT NULL,
    kind    BIGINT NOT NULL,
    before  TEXT COLLATE "C",
    after   TEXT COLLATE "C",
    at      BIGINT NOT NULL,
    prev    BYTEA NOT NULL,
    hash    BYTEA NOT NULL
);
CREATE INDEX changes_of_record ON changes (record NULLS FIRST, seq);
CREATE INDEX changes_of_act ON changes (act NULLS FIRST, seq);

CREATE TABLE moved (                              -- what a merge pointed from the loser to the winner
    loser       BIGINT NOT NULL,
    table_name  TEXT COLLATE "C" NOT NULL,
    column_name TEXT COLLATE "C" NOT NULL,
    row_id      BIGINT NOT NULL,
    PRIMARY KEY (loser, table_name, column_name, row_id)
);

CREATE TABLE reach (                              -- on which places an account sees how much, and when (scope.h)
    account     BIGINT NOT NULL,
    place       BIGINT NOT NULL,                 -- 0: the organisation itself
    level       BIGINT NOT NULL,
    role        BIGINT,                          -- bit of Role that gives it; NULL: any
    from_on     BIGINT,
    until_on    BIGINT
);
CREATE INDEX reach_of_account ON reach (account NULLS FIRST, place NULLS FIRST, level NULLS FIRST);
CREATE INDEX reach_of_place ON reach (place NULLS FIRST);

CREATE TABLE teams (                              -- the people named for a record (scope.h)
    record      BIGINT NOT NULL,
    account     BIGINT NOT NULL,
    from_on     BIGINT,
    until_on    BIGINT
);
CREATE INDEX teams_of_record ON teams (record NULLS FIRST, account NULLS FIRST);
CREATE INDEX teams_of_account ON teams (account NULLS FIRST);

CREATE TABLE once (                               -- answers kept for idempotency keys
    key             TEXT COLLATE "C" NOT NULL,
    account         BIGINT NOT NULL,
    request_digest  BYTEA NOT NULL,
    status          BIGINT NOT NULL,
    answer          BYTEA,
    at              BIGINT NOT NULL,
    PRIMARY KEY (key, account)
);
CREATE INDEX once_at ON once (at NULLS FIRST);
