-- Spending, spare capacity, steps against leaks, and LM3 studies. 0340.sqlite.sql says the same in the other dialect.

CREATE TABLE outlays (
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
    what TEXT COLLATE "C",
    category BIGINT,
    place BIGINT,
    kind BIGINT,
    spender BIGINT,
    low BIGINT,
    high BIGINT,
    per BIGINT,
    year BIGINT,
    bought BIGINT,
    bought_in BIGINT,
    seller BIGINT,
    way BIGINT,
    sure BIGINT,
    of_case BIGINT,
    sheet BIGINT,
    is_demo BIGINT CHECK (is_demo IN (0, 1)),
    CHECK (high IS NULL OR low IS NULL OR high >= low)
);
CREATE INDEX outlays_unit ON outlays (org, unit NULLS FIRST);
CREATE INDEX outlays_changed_at ON outlays (org, changed_at NULLS FIRST);
CREATE INDEX outlays_place_year ON outlays (org, place NULLS FIRST, year NULLS FIRST);
CREATE INDEX outlays_of_case ON outlays (org, of_case NULLS FIRST);
CREATE INDEX outlays_spender ON outlays (org, spender NULLS FIRST);
CREATE INDEX outlays_category ON outlays (org, category NULLS FIRST);
CREATE INDEX outlays_bought_in ON outlays (org, bought_in NULLS FIRST);
CREATE INDEX outlays_seller ON outlays (org, seller NULLS FIRST);

CREATE TABLE spares (
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
    actor BIGINT,
    category BIGINT,
    free BIGINT,
    told_on BIGINT,
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX spares_unit ON spares (org, unit NULLS FIRST);
CREATE INDEX spares_changed_at ON spares (org, changed_at NULLS FIRST);
CREATE INDEX spares_actor ON spares (org, actor NULLS FIRST);
CREATE INDEX spares_category ON spares (org, category NULLS FIRST);

CREATE TABLE plugs (
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
    title TEXT COLLATE "C",
    place BIGINT,
    category BIGINT,
    way BIGINT,
    listing BIGINT,
    response BIGINT,
    maker BIGINT,
    started_on BIGINT,
    meant BIGINT,
    year BIGINT,
    left_low BIGINT,
    left_high BIGINT,
    came TEXT COLLATE "C",
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX plugs_unit ON plugs (org, unit NULLS FIRST);
CREATE INDEX plugs_changed_at ON plugs (org, changed_at NULLS FIRST);
CREATE INDEX plugs_place_category ON plugs (org, place NULLS FIRST, category NULLS FIRST);
CREATE INDEX plugs_category ON plugs (org, category NULLS FIRST);
CREATE INDEX plugs_listing ON plugs (org, listing NULLS FIRST);
CREATE INDEX plugs_response ON plugs (org, response NULLS FIRST);
CREATE INDEX plugs_maker ON plugs (org, maker NULLS FIRST);
CREATE INDEX plugs_meant ON plugs (org, meant NULLS FIRST);

CREATE TABLE lm3_studies (
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
    place BIGINT,
    meant BIGINT,
    source TEXT COLLATE "C",
    amount BIGINT,
    year BIGINT,
    form BIGINT,
    state BIGINT,
    finding TEXT COLLATE "C",
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX lm3_studies_unit ON lm3_studies (org, unit NULLS FIRST);
CREATE INDEX lm3_studies_changed_at ON lm3_studies (org, changed_at NULLS FIRST);
CREATE INDEX lm3_studies_place ON lm3_studies (org, place NULLS FIRST);
CREATE INDEX lm3_studies_meant ON lm3_studies (org, meant NULLS FIRST);

CREATE TABLE lm3_payees (
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
    study BIGINT,
    name TEXT COLLATE "C",
    class BIGINT,
    paid BIGINT,
    sits BIGINT,
    asked_on BIGINT,
    spent BIGINT,
    spent_here BIGINT,
    is_demo BIGINT CHECK (is_demo IN (0, 1)),
    CHECK (spent_here IS NULL OR spent IS NULL OR spent_here <= spent)
);
CREATE INDEX lm3_payees_unit ON lm3_payees (org, unit NULLS FIRST);
CREATE INDEX lm3_payees_changed_at ON lm3_payees (org, changed_at NULLS FIRST);
CREATE INDEX lm3_payees_study ON lm3_payees (org, study NULLS FIRST);

