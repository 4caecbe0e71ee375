-- Businesses and people, and their fields of work. 0030.pg.sql says the same in the other dialect.

CREATE TABLE categories (
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
    code TEXT,
    trade INTEGER,
    words TEXT
) STRICT;
CREATE INDEX categories_unit ON categories (org, unit);
CREATE INDEX categories_changed_at ON categories (org, changed_at);
CREATE INDEX categories_code ON categories (org, code);
CREATE UNIQUE INDEX categories_code_once ON categories (org, code)
    WHERE archived_at IS NULL AND merged_into IS NULL;

CREATE TABLE actors (
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
    category INTEGER,
    life INTEGER,
    size INTEGER,
    registration_no TEXT,
    phone TEXT,
    phone_other TEXT,
    email TEXT,
    website TEXT,
    locality INTEGER,
    street TEXT,
    directions TEXT,
    lat REAL,
    lon REAL,
    where_from INTEGER,
    languages INTEGER,
    founded_year INTEGER,
    hours TEXT,
    about TEXT,
    note TEXT,
    confirmed_on INTEGER,
    heard_at INTEGER,
    source TEXT,
    outside_key TEXT,
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX actors_unit ON actors (org, unit);
CREATE INDEX actors_changed_at ON actors (org, changed_at);
CREATE INDEX actors_kind ON actors (org, kind);
CREATE INDEX actors_phone ON actors (org, phone);
CREATE INDEX actors_registration_no ON actors (org, registration_no);
CREATE INDEX actors_category ON actors (org, category);
CREATE INDEX actors_locality ON actors (org, locality);
CREATE INDEX actors_heard_at ON actors (org, heard_at);
