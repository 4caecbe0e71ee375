-- The budget over years: sources, lines of a year, spendings. 0251.sqlite.sql says the same in the other dialect.

CREATE TABLE funds (
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
    source BIGINT,
    track TEXT COLLATE "C",
    agreement TEXT COLLATE "C",
    place BIGINT,
    from_on BIGINT,
    until_on BIGINT,
    total BIGINT,
    multi_year BIGINT CHECK (multi_year IN (0, 1)),
    uses TEXT COLLATE "C",
    funding BIGINT,
    is_demo BIGINT CHECK (is_demo IN (0, 1)),
    CHECK (until_on >= from_on)
);
CREATE INDEX funds_unit ON funds (org, unit NULLS FIRST);
CREATE INDEX funds_changed_at ON funds (org, changed_at NULLS FIRST);
CREATE INDEX funds_until_on ON funds (org, until_on NULLS FIRST);
CREATE INDEX funds_place ON funds (org, place NULLS FIRST);
CREATE INDEX funds_source ON funds (org, source NULLS FIRST);
CREATE INDEX funds_funding ON funds (org, funding NULLS FIRST);

CREATE TABLE budget_lines (
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
    fund BIGINT,
    year BIGINT,
    purpose TEXT COLLATE "C",
    kind BIGINT,
    planned BIGINT,
    initiative BIGINT
);
CREATE INDEX budget_lines_unit ON budget_lines (org, unit NULLS FIRST);
CREATE INDEX budget_lines_changed_at ON budget_lines (org, changed_at NULLS FIRST);
CREATE INDEX budget_lines_fund_year ON budget_lines (org, fund NULLS FIRST, year NULLS FIRST);
CREATE INDEX budget_lines_initiative ON budget_lines (org, initiative NULLS FIRST);

CREATE TABLE spendings (
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
    line BIGINT,
    on_day BIGINT,
    amount BIGINT,
    note TEXT COLLATE "C",
    document TEXT COLLATE "C",
    corrects BIGINT,
    fund BIGINT,
    year BIGINT,
    is_demo BIGINT CHECK (is_demo IN (0, 1)),
    CHECK (amount <> 0),
    CHECK (amount > 0 OR corrects IS NOT NULL)
);
CREATE INDEX spendings_unit ON spendings (org, unit NULLS FIRST);
CREATE INDEX spendings_changed_at ON spendings (org, changed_at NULLS FIRST);
CREATE INDEX spendings_line ON spendings (org, line NULLS FIRST);
CREATE INDEX spendings_fund_year ON spendings (org, fund NULLS FIRST, year NULLS FIRST);
CREATE INDEX spendings_corrects ON spendings (org, corrects NULLS FIRST);

