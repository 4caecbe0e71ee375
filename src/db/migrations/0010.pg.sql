-- Accounts, their roles, invitations and keys. 0010.sqlite.sql says the same in the other dialect.

CREATE TABLE accounts (
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
    name TEXT COLLATE "C",
    email TEXT COLLATE "C",
    phone TEXT COLLATE "C",
    person BIGINT,
    lang TEXT COLLATE "C",
    address BIGINT,
    second_calendar BIGINT CHECK (second_calendar IN (0, 1)),
    shortcuts_off BIGINT CHECK (shortcuts_off IN (0, 1)),
    blocked BIGINT CHECK (blocked IN (0, 1)),
    password TEXT COLLATE "C",
    totp_secret TEXT COLLATE "C",
    totp_on BIGINT CHECK (totp_on IN (0, 1)),
    totp_last BIGINT,
    link_at BIGINT,
    seen_at BIGINT,
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX accounts_unit ON accounts (org, unit NULLS FIRST);
CREATE INDEX accounts_changed_at ON accounts (org, changed_at NULLS FIRST);
CREATE INDEX accounts_email ON accounts (org, email NULLS FIRST);
CREATE INDEX accounts_person ON accounts (org, person NULLS FIRST);

CREATE TABLE grants (
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
    account BIGINT,
    role BIGINT,
    place BIGINT,
    from_on BIGINT,
    until_on BIGINT,
    CHECK (until_on IS NULL OR from_on IS NULL OR until_on >= from_on)
);
CREATE INDEX grants_unit ON grants (org, unit NULLS FIRST);
CREATE INDEX grants_changed_at ON grants (org, changed_at NULLS FIRST);
CREATE INDEX grants_account ON grants (org, account NULLS FIRST);
CREATE INDEX grants_place ON grants (org, place NULLS FIRST);

CREATE TABLE invites (
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
    name TEXT COLLATE "C",
    email TEXT COLLATE "C",
    lang TEXT COLLATE "C",
    address BIGINT,
    role BIGINT,
    place BIGINT,
    until_on BIGINT,
    hash TEXT COLLATE "C",
    expires_at BIGINT,
    accepted_at BIGINT,
    account BIGINT
);
CREATE INDEX invites_unit ON invites (org, unit NULLS FIRST);
CREATE INDEX invites_changed_at ON invites (org, changed_at NULLS FIRST);
CREATE INDEX invites_place ON invites (org, place NULLS FIRST);
CREATE INDEX invites_account ON invites (org, account NULLS FIRST);

CREATE TABLE tokens (
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
    account BIGINT,
    name TEXT COLLATE "C",
    scopes BIGINT,
    nouns BIGINT,
    until_on BIGINT,
    hash TEXT COLLATE "C",
    used_at BIGINT
);
CREATE INDEX tokens_unit ON tokens (org, unit NULLS FIRST);
CREATE INDEX tokens_changed_at ON tokens (org, changed_at NULLS FIRST);
CREATE INDEX tokens_account ON tokens (org, account NULLS FIRST);

CREATE INDEX accounts_by_email ON accounts (email);  -- signing in, before the organisation is known
CREATE UNIQUE INDEX accounts_one_email ON accounts (org, email) WHERE archived_at IS NULL;
CREATE INDEX tokens_by_hash ON tokens (hash);
CREATE INDEX invites_by_hash ON invites (hash);

CREATE TABLE sessions (                           -- who is signed in where
    id          BIGINT PRIMARY KEY,
    account     BIGINT NOT NULL,
    hash        TEXT COLLATE "C" NOT NULL UNIQUE,             -- of what stands in the cookie
    agent       TEXT COLLATE "C",                             -- "Firefox, Linux"
    way         BIGINT NOT NULL,                 -- 1: password; 2: link; 3: invitation
    begun_at    BIGINT NOT NULL,
    seen_at     BIGINT NOT NULL,
    ends_at     BIGINT NOT NULL
);
CREATE INDEX sessions_of_account ON sessions (account);

CREATE TABLE mail_links (                         -- links that sign in once
    hash        TEXT COLLATE "C" PRIMARY KEY,
    account     BIGINT NOT NULL,
    purpose     BIGINT NOT NULL,                 -- 1: sent by mail; 2: between password and second step
    ends_at     BIGINT NOT NULL,
    used_at     BIGINT
);
CREATE INDEX mail_links_ending ON mail_links (ends_at);

CREATE TABLE tries (                              -- wrong passwords and codes, and links asked for, by whom and where
    hash        TEXT COLLATE "C" PRIMARY KEY,
    n           BIGINT NOT NULL,
    ends_at     BIGINT NOT NULL                  -- then they are forgotten
);
CREATE INDEX tries_ending ON tries (ends_at);

CREATE TABLE mails (                              -- the outbox
    id          BIGINT PRIMARY KEY,
    org         BIGINT NOT NULL,
    to_address  TEXT COLLATE "C" NOT NULL,
    lang        TEXT COLLATE "C" NOT NULL,
    subject     TEXT COLLATE "C" NOT NULL,
    body        TEXT COLLATE "C" NOT NULL,
    queued_at   BIGINT NOT NULL,
    tries       BIGINT NOT NULL,
    next_at     BIGINT NOT NULL,
    sent_at     BIGINT,
    error       TEXT COLLATE "C",
    about       BIGINT
);
CREATE INDEX mails_waiting ON mails (next_at) WHERE sent_at IS NULL;
CREATE INDEX mails_of_org ON mails (org, id);
CREATE INDEX mails_about ON mails (about) WHERE sent_at IS NULL;
