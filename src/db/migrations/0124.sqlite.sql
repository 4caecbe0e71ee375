-- Who accompanies: profiles, the agreement in its versions, conflicts of interest. 0124.pg.sql says the same in the
-- other dialect.

CREATE TABLE consultants (
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
    account INTEGER,
    kind INTEGER,
    state INTEGER,
    fields INTEGER,
    areas INTEGER,
    languages INTEGER,
    capacity INTEGER,
    trained_on INTEGER,
    learning TEXT,
    signed_number INTEGER,
    ready INTEGER,
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX consultants_unit ON consultants (org, unit);
CREATE INDEX consultants_changed_at ON consultants (org, changed_at);
CREATE INDEX consultants_state_kind ON consultants (org, state, kind);
CREATE INDEX consultants_account ON consultants (org, account);
CREATE UNIQUE INDEX consultants_account_once ON consultants (org, account)
    WHERE archived_at IS NULL AND merged_into IS NULL;

CREATE TABLE consultant_places (
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
    consultant INTEGER,
    place INTEGER
) STRICT;
CREATE INDEX consultant_places_unit ON consultant_places (org, unit);
CREATE INDEX consultant_places_changed_at ON consultant_places (org, changed_at);
CREATE INDEX consultant_places_consultant ON consultant_places (org, consultant);
CREATE INDEX consultant_places_place ON consultant_places (org, place);

CREATE TABLE principle_texts (
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
    number INTEGER,
    in_force_at INTEGER
) STRICT;
CREATE INDEX principle_texts_unit ON principle_texts (org, unit);
CREATE INDEX principle_texts_changed_at ON principle_texts (org, changed_at);
CREATE INDEX principle_texts_number ON principle_texts (org, number);

CREATE TABLE principle_signatures (
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
    consultant INTEGER,
    principle INTEGER,
    name TEXT,
    signed_at INTEGER
) STRICT;
CREATE INDEX principle_signatures_unit ON principle_signatures (org, unit);
CREATE INDEX principle_signatures_changed_at ON principle_signatures (org, changed_at);
CREATE INDEX principle_signatures_consultant ON principle_signatures (org, consultant);
CREATE INDEX principle_signatures_principle ON principle_signatures (org, principle);

CREATE TABLE conflicts (
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
    actor INTEGER,
    nature INTEGER,
    what TEXT,
    from_on INTEGER,
    until_on INTEGER,
    CHECK (until_on IS NULL OR from_on IS NULL OR until_on >= from_on)
) STRICT;
CREATE INDEX conflicts_unit ON conflicts (org, unit);
CREATE INDEX conflicts_changed_at ON conflicts (org, changed_at);
CREATE INDEX conflicts_account ON conflicts (org, account);
CREATE INDEX conflicts_actor ON conflicts (org, actor);

