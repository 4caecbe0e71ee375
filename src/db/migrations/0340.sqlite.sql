-- Spending, spare capacity, steps against leaks, and LM3 studies. 0340.pg.sql says the same in the other dialect.

CREATE TABLE outlays (
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
    what TEXT,
    category INTEGER,
    place INTEGER,
    kind INTEGER,
    spender INTEGER,
    low INTEGER,
    high INTEGER,
    per INTEGER,
    year INTEGER,
    bought INTEGER,
    bought_in INTEGER,
    seller INTEGER,
    way INTEGER,
    sure INTEGER,
    of_case INTEGER,
    sheet INTEGER,
    is_demo INTEGER CHECK (is_demo IN (0, 1)),
    CHECK (high IS NULL OR low IS NULL OR high >= low)
) STRICT;
CREATE INDEX outlays_unit ON outlays (org, unit);
CREATE INDEX outlays_changed_at ON outlays (org, changed_at);
CREATE INDEX outlays_place_year ON outlays (org, place, year);
CREATE INDEX outlays_of_case ON outlays (org, of_case);
CREATE INDEX outlays_spender ON outlays (org, spender);
CREATE INDEX outlays_category ON outlays (org, category);
CREATE INDEX outlays_bought_in ON outlays (org, bought_in);
CREATE INDEX outlays_seller ON outlays (org, seller);

CREATE TABLE spares (
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
    actor INTEGER,
    category INTEGER,
    free INTEGER,
    told_on INTEGER,
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX spares_unit ON spares (org, unit);
CREATE INDEX spares_changed_at ON spares (org, changed_at);
CREATE INDEX spares_actor ON spares (org, actor);
CREATE INDEX spares_category ON spares (org, category);

CREATE TABLE plugs (
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
    title TEXT,
    place INTEGER,
    category INTEGER,
    way INTEGER,
    listing INTEGER,
    response INTEGER,
    maker INTEGER,
    started_on INTEGER,
    meant INTEGER,
    year INTEGER,
    left_low INTEGER,
    left_high INTEGER,
    came TEXT,
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX plugs_unit ON plugs (org, unit);
CREATE INDEX plugs_changed_at ON plugs (org, changed_at);
CREATE INDEX plugs_place_category ON plugs (org, place, category);
CREATE INDEX plugs_category ON plugs (org, category);
CREATE INDEX plugs_listing ON plugs (org, listing);
CREATE INDEX plugs_response ON plugs (org, response);
CREATE INDEX plugs_maker ON plugs (org, maker);
CREATE INDEX plugs_meant ON plugs (org, meant);

CREATE TABLE lm3_studies (
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
    place INTEGER,
    meant INTEGER,
    source TEXT,
    amount INTEGER,
    year INTEGER,
    form INTEGER,
    state INTEGER,
    finding TEXT,
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX lm3_studies_unit ON lm3_studies (org, unit);
CREATE INDEX lm3_studies_changed_at ON lm3_studies (org, changed_at);
CREATE INDEX lm3_studies_place ON lm3_studies (org, place);
CREATE INDEX lm3_studies_meant ON lm3_studies (org, meant);

CREATE TABLE lm3_payees (
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
    study INTEGER,
    name TEXT,
    class INTEGER,
    paid INTEGER,
    sits INTEGER,
    asked_on INTEGER,
    spent INTEGER,
    spent_here INTEGER,
    is_demo INTEGER CHECK (is_demo IN (0, 1)),
    CHECK (spent_here IS NULL OR spent IS NULL OR spent_here <= spent)
) STRICT;
CREATE INDEX lm3_payees_unit ON lm3_payees (org, unit);
CREATE INDEX lm3_payees_changed_at ON lm3_payees (org, changed_at);
CREATE INDEX lm3_payees_study ON lm3_payees (org, study);

