-- Businesses and people, and their fields of work. 0030.sqlite.sql says the same in the other dialect.

CREATE TABLE categories (
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
    code TEXT COLLATE "C",
    trade BIGINT,
    words TEXT COLLATE "C"
);
CREATE INDEX categories_unit ON categories (org, unit NULLS FIRST);
CREATE INDEX categories_changed_at ON categories (org, changed_at NULLS FIRST);
CREATE INDEX categories_code ON categories (org, code NULLS FIRST);
CREATE UNIQUE INDEX categories_code_once ON categories (org, code)
    WHERE archived_at IS NULL AND merged_into IS NULL;

CREATE TABLE actors (
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
    category BIGINT,
    life BIGINT,
    size BIGINT,
    registration_no TEXT COLLATE "C",
    phone TEXT COLLATE "C",
    phone_other TEXT COLLATE "C",
    email TEXT COLLATE "C",
    website TEXT COLLATE "C",
    locality BIGINT,
    street TEXT COLLATE "C",
    directions TEXT COLLATE "C",
    lat DOUBLE PRECISION,
    lon DOUBLE PRECISION,
    where_from BIGINT,
    languages BIGINT,
    founded_year BIGINT,
    hours TEXT COLLATE "C",
    about TEXT COLLATE "C",
    note TEXT COLLATE "C",
    confirmed_on BIGINT,
    heard_at BIGINT,
    source TEXT COLLATE "C",
    outside_key TEXT COLLATE "C",
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX actors_unit ON actors (org, unit NULLS FIRST);
CREATE INDEX actors_changed_at ON actors (org, changed_at NULLS FIRST);
CREATE INDEX actors_kind ON actors (org, kind NULLS FIRST);
CREATE INDEX actors_phone ON actors (org, phone NULLS FIRST);
CREATE INDEX actors_registration_no ON actors (org, registration_no NULLS FIRST);
CREATE INDEX actors_category ON actors (org, category NULLS FIRST);
CREATE INDEX actors_locality ON actors (org, locality NULLS FIRST);
CREATE INDEX actors_heard_at ON actors (org, heard_at NULLS FIRST);
