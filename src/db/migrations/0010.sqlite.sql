-- Accounts, their roles, invitations and keys. 0010.pg.sql says the same in the other dialect.

CREATE TABLE accounts (
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
    name TEXT,
    email TEXT,
    phone TEXT,
    person INTEGER,
    lang TEXT,
    address INTEGER,
    second_calendar INTEGER CHECK (second_calendar IN (0, 1)),
    shortcuts_off INTEGER CHECK (shortcuts_off IN (0, 1)),
    blocked INTEGER CHECK (blocked IN (0, 1)),
    password TEXT,
    totp_secret TEXT,
    totp_on INTEGER CHECK (totp_on IN (0, 1)),
    totp_last INTEGER,
    link_at INTEGER,
    seen_at INTEGER,
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX accounts_unit ON accounts (org, unit);
CREATE INDEX accounts_changed_at ON accounts (org, changed_at);
CREATE INDEX accounts_email ON accounts (org, email);
CREATE INDEX accounts_person ON accounts (org, person);

CREATE TABLE grants (
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
    account INTEGER,
    role INTEGER,
    place INTEGER,
    from_on INTEGER,
    until_on INTEGER,
    CHECK (until_on IS NULL OR from_on IS NULL OR until_on >= from_on)
) STRICT;
CREATE INDEX grants_unit ON grants (org, unit);
CREATE INDEX grants_changed_at ON grants (org, changed_at);
CREATE INDEX grants_account ON grants (org, account);
CREATE INDEX grants_place ON grants (org, place);

CREATE TABLE invites (
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
    name TEXT,
    email TEXT,
    lang TEXT,
    address INTEGER,
    role INTEGER,
    place INTEGER,
    until_on INTEGER,
    hash TEXT,
    expires_at INTEGER,
    accepted_at INTEGER,
    account INTEGER
) STRICT;
CREATE INDEX invites_unit ON invites (org, unit);
CREATE INDEX invites_changed_at ON invites (org, changed_at);
CREATE INDEX invites_place ON invites (org, place);
CREATE INDEX invites_account ON invites (org, account);

CREATE TABLE tokens (
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
    account INTEGER,
    name TEXT,
    scopes INTEGER,
    nouns INTEGER,
    until_on INTEGER,
    hash TEXT,
    used_at INTEGER
) STRICT;
CREATE INDEX tokens_unit ON tokens (org, unit);
CREATE INDEX tokens_changed_at ON tokens (org, changed_at);
CREATE INDEX tokens_account ON tokens (org, account);

CREATE INDEX accounts_by_email ON accounts (email);  -- signing in, before the organisation is known
CREATE UNIQUE INDEX accounts_one_email ON accounts (org, email) WHERE archived_at IS NULL;
CREATE INDEX tokens_by_hash ON tokens (hash);
CREATE INDEX invites_by_hash ON invites (hash);

CREATE TABLE sessions (                           -- who is signed in where
    id          INTEGER PRIMARY KEY,
    account     INTEGER NOT NULL,
    hash        TEXT NOT NULL UNIQUE,             -- of what stands in the cookie
    agent       TEXT,                             -- "Firefox, Linux"
    way         INTEGER NOT NULL,                 -- 1: password; 2: link; 3: invitation
    begun_at    INTEGER NOT NULL,
    seen_at     INTEGER NOT NULL,
    ends_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_of_account ON sessions (account);

CREATE TABLE mail_links (                         -- links that sign in once
    hash        TEXT PRIMARY KEY,
    account     INTEGER NOT NULL,
    purpose     INTEGER NOT NULL,                 -- 1: sent by mail; 2: between password and second step
    ends_at     INTEGER NOT NULL,
    used_at     INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX mail_links_ending ON mail_links (ends_at);

CREATE TABLE tries (                              -- wrong passwords and codes, and links asked for, by whom and where
    hash        TEXT PRIMARY KEY,
    n           INTEGER NOT NULL,
    ends_at     INTEGER NOT NULL                  -- then they are forgotten
) STRICT, WITHOUT ROWID;
CREATE INDEX tries_ending ON tries (ends_at);

CREATE TABLE mails (                              -- the outbox
    id          INTEGER PRIMARY KEY,
    org         INTEGER NOT NULL,
    to_address  TEXT NOT NULL,
    lang        TEXT NOT NULL,
    subject     TEXT NOT NULL,
    body        TEXT NOT NULL,
    queued_at   INTEGER NOT NULL,
    tries       INTEGER NOT NULL,
    next_at     INTEGER NOT NULL,
    sent_at     INTEGER,
    error       TEXT,
    about       INTEGER
) STRICT;
CREATE INDEX mails_waiting ON mails (next_at) WHERE sent_at IS NULL;
CREATE INDEX mails_of_org ON mails (org, id);
CREATE INDEX mails_about ON mails (about) WHERE sent_at IS NULL;
