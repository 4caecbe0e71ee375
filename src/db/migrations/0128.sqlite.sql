-- Bodies that meet, who sits there, meetings and who came. 0128.pg.sql says the same in the other dialect.

CREATE TABLE bodies (
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
    kind INTEGER,
    place INTEGER,
    every_weeks INTEGER,
    state INTEGER,
    ends_on INTEGER,
    result TEXT,
    met_on INTEGER,
    next_on INTEGER,
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX bodies_unit ON bodies (org, unit);
CREATE INDEX bodies_changed_at ON bodies (org, changed_at);
CREATE INDEX bodies_kind_state ON bodies (org, kind, state);
CREATE INDEX bodies_place ON bodies (org, place);

CREATE TABLE seats (
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
    body INTEGER,
    kind INTEGER,
    account INTEGER,
    actor INTEGER,
    name TEXT,
    is_local INTEGER CHECK (is_local IN (0, 1)),
    from_on INTEGER,
    until_on INTEGER,
    attended_on INTEGER,
    CHECK (until_on IS NULL OR from_on IS NULL OR until_on >= from_on)
) STRICT;
CREATE INDEX seats_unit ON seats (org, unit);
CREATE INDEX seats_changed_at ON seats (org, changed_at);
CREATE INDEX seats_body ON seats (org, body);
CREATE INDEX seats_account ON seats (org, account);
CREATE INDEX seats_actor ON seats (org, actor);

CREATE TABLE meetings (
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
    body INTEGER,
    starts_at INTEGER,
    length INTEGER,
    room TEXT,
    link TEXT,
    state INTEGER,
    notes TEXT,
    reason TEXT,
    invited_at INTEGER,
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX meetings_unit ON meetings (org, unit);
CREATE INDEX meetings_changed_at ON meetings (org, changed_at);
CREATE INDEX meetings_body_starts_at ON meetings (org, body, starts_at);
CREATE INDEX meetings_state_starts_at ON meetings (org, state, starts_at);

CREATE TABLE attendances (
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
    meeting INTEGER,
    seat INTEGER,
    account INTEGER,
    actor INTEGER,
    name TEXT,
    reply INTEGER,
    came INTEGER
) STRICT;
CREATE INDEX attendances_unit ON attendances (org, unit);
CREATE INDEX attendances_changed_at ON attendances (org, changed_at);
CREATE INDEX attendances_meeting ON attendances (org, meeting);
CREATE INDEX attendances_seat ON attendances (org, seat);
CREATE INDEX attendances_account ON attendances (org, account);
CREATE INDEX attendances_actor ON attendances (org, actor);
