-- The budget over years: sources, lines of a year, spendings. 0251.pg.sql says the same in the other dialect.

CREATE TABLE funds (
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
    source INTEGER,
    track TEXT,
    agreement TEXT,
    place INTEGER,
    from_on INTEGER,
    until_on INTEGER,
    total INTEGER,
    multi_year INTEGER CHECK (multi_year IN (0, 1)),
    uses TEXT,
    funding INTEGER,
    is_demo INTEGER CHECK (is_demo IN (0, 1)),
    CHECK (until_on >= from_on)
) STRICT;
CREATE INDEX funds_unit ON funds (org, unit);
CREATE INDEX funds_changed_at ON funds (org, changed_at);
CREATE INDEX funds_until_on ON funds (org, until_on);
CREATE INDEX funds_place ON funds (org, place);
CREATE INDEX funds_source ON funds (org, source);
CREATE INDEX funds_funding ON funds (org, funding);

CREATE TABLE budget_lines (
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
    fund INTEGER,
    year INTEGER,
    purpose TEXT,
    kind INTEGER,
    planned INTEGER,
    initiative INTEGER
) STRICT;
CREATE INDEX budget_lines_unit ON budget_lines (org, unit);
CREATE INDEX budget_lines_changed_at ON budget_lines (org, changed_at);
CREATE INDEX budget_lines_fund_year ON budget_lines (org, fund, year);
CREATE INDEX budget_lines_initiative ON budget_lines (org, initiative);

CREATE TABLE spendings (
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
    line INTEGER,
    on_day INTEGER,
    amount INTEGER,
    note TEXT,
    document TEXT,
    corrects INTEGER,
    fund INTEGER,
    year INTEGER,
    is_demo INTEGER CHECK (is_demo IN (0, 1)),
    CHECK (amount <> 0),
    CHECK (amount > 0 OR corrects IS NOT NULL)
) STRICT;
CREATE INDEX spendings_unit ON spendings (org, unit);
CREATE INDEX spendings_changed_at ON spendings (org, changed_at);
CREATE INDEX spendings_line ON spendings (org, line);
CREATE INDEX spendings_fund_year ON spendings (org, fund, year);
CREATE INDEX spendings_corrects ON spendings (org, corrects);

