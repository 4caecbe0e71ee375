-- Who accompanies: profiles, the agreement in its versions, conflicts of interest. 0124.sqlite.sql says the same in the
-- other dialect.

CREATE TABLE consultants (
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
    account BIGINT,
    kind BIGINT,
    state BIGINT,
    fields BIGINT,
    areas BIGINT,
    languages BIGINT,
    capacity BIGINT,
    trained_on BIGINT,
    learning TEXT COLLATE "C",
    signed_number BIGINT,
    ready BIGINT,
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX consultants_unit ON consultants (org, unit NULLS FIRST);
CREATE INDEX consultants_changed_at ON consultants (org, changed_at NULLS FIRST);
CREATE INDEX consultants_state_kind ON consultants (org, state NULLS FIRST, kind NULLS FIRST);
CREATE INDEX consultants_account ON consultants (org, account NULLS FIRST);
CREATE UNIQUE INDEX consultants_account_once ON consultants (org, account)
    WHERE archived_at IS NULL AND merged_into IS NULL;

CREATE TABLE consultant_places (
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
    consultant BIGINT,
    place BIGINT
);
CREATE INDEX consultant_places_unit ON consultant_places (org, unit NULLS FIRST);
CREATE INDEX consultant_places_changed_at ON consultant_places (org, changed_at NULLS FIRST);
CREATE INDEX consultant_places_consultant ON consultant_places (org, consultant NULLS FIRST);
CREATE INDEX consultant_places_place ON consultant_places (org, place NULLS FIRST);

CREATE TABLE principle_texts (
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
    number BIGINT,
    in_force_at BIGINT
);
CREATE INDEX principle_texts_unit ON principle_texts (org, unit NULLS FIRST);
CREATE INDEX principle_texts_changed_at ON principle_texts (org, changed_at NULLS FIRST);
CREATE INDEX principle_texts_number ON principle_texts (org, number NULLS FIRST);

CREATE TABLE principle_signatures (
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
    consultant BIGINT,
    principle BIGINT,
    name TEXT COLLATE "C",
    signed_at BIGINT
);
CREATE INDEX principle_signatures_unit ON principle_signatures (org, unit NULLS FIRST);
CREATE INDEX principle_signatures_changed_at ON principle_signatures (org, changed_at NULLS FIRST);
CREATE INDEX principle_signatures_consultant ON principle_signatures (org, consultant NULLS FIRST);
CREATE INDEX principle_signatures_principle ON principle_signatures (org, principle NULLS FIRST);

CREATE TABLE conflicts (
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
    actor BIGINT,
    nature BIGINT,
    what TEXT COLLATE "C",
    from_on BIGINT,
    until_on BIGINT,
    CHECK (until_on IS NULL OR from_on IS NULL OR until_on >= from_on)
);
CREATE INDEX conflicts_unit ON conflicts (org, unit NULLS FIRST);
CREATE INDEX conflicts_changed_at ON conflicts (org, changed_at NULLS FIRST);
CREATE INDEX conflicts_account ON conflicts (org, account NULLS FIRST);
CREATE INDEX conflicts_actor ON conflicts (org, actor NULLS FIRST);

