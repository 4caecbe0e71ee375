-- Bodies that meet, who sits there, meetings and who came. 0128.sqlite.sql says the same in the other dialect.

CREATE TABLE bodies (
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
    kind BIGINT,
    place BIGINT,
    every_weeks BIGINT,
    state BIGINT,
    ends_on BIGINT,
    result TEXT COLLATE "C",
    met_on BIGINT,
    next_on BIGINT,
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX bodies_unit ON bodies (org, unit NULLS FIRST);
CREATE INDEX bodies_changed_at ON bodies (org, changed_at NULLS FIRST);
CREATE INDEX bodies_kind_state ON bodies (org, kind NULLS FIRST, state NULLS FIRST);
CREATE INDEX bodies_place ON bodies (org, place NULLS FIRST);

CREATE TABLE seats (
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
    body BIGINT,
    kind BIGINT,
    account BIGINT,
    actor BIGINT,
    name TEXT COLLATE "C",
    is_local BIGINT CHECK (is_local IN (0, 1)),
    from_on BIGINT,
    until_on BIGINT,
    attended_on BIGINT,
    CHECK (until_on IS NULL OR from_on IS NULL OR until_on >= from_on)
);
CREATE INDEX seats_unit ON seats (org, unit NULLS FIRST);
CREATE INDEX seats_changed_at ON seats (org, changed_at NULLS FIRST);
CREATE INDEX seats_body ON seats (org, body NULLS FIRST);
CREATE INDEX seats_account ON seats (org, account NULLS FIRST);
CREATE INDEX seats_actor ON seats (org, actor NULLS FIRST);

CREATE TABLE meetings (
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
    body BIGINT,
    starts_at BIGINT,
    length BIGINT,
    room TEXT COLLATE "C",
    link TEXT COLLATE "C",
    state BIGINT,
    notes TEXT COLLATE "C",
    reason TEXT COLLATE "C",
    invited_at BIGINT,
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX meetings_unit ON meetings (org, unit NULLS FIRST);
CREATE INDEX meetings_changed_at ON meetings (org, changed_at NULLS FIRST);
CREATE INDEX meetings_body_starts_at ON meetings (org, body NULLS FIRST, starts_at NULLS FIRST);
CREATE INDEX meetings_state_starts_at ON meetings (org, state NULLS FIRST, starts_at NULLS FIRST);

CREATE TABLE attendances (
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
    meeting BIGINT,
    seat BIGINT,
    account BIGINT,
    actor BIGINT,
    name TEXT COLLATE "C",
    reply BIGINT,
    came BIGINT
);
CREATE INDEX attendances_unit ON attendances (org, unit NULLS FIRST);
CREATE INDEX attendances_changed_at ON attendances (org, changed_at NULLS FIRST);
CREATE INDEX attendances_meeting ON attendances (org, meeting NULLS FIRST);
CREATE INDEX attendances_seat ON attendances (org, seat NULLS FIRST);
CREATE INDEX attendances_account ON attendances (org, account NULLS FIRST);
CREATE INDEX attendances_actor ON attendances (org, actor NULLS FIRST);
