CREATE TABLE parts (
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
    owner INTEGER,
    title TEXT,
    size INTEGER,
    next INTEGER
) STRICT;
CREATE INDEX parts_unit ON parts (org, unit);
CREATE INDEX parts_changed_at ON parts (org, changed_at);
CREATE INDEX parts_owner ON parts (org, owner);
CREATE INDEX parts_next ON parts (org, next);
CREATE TABLE samples (
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
    note TEXT,
    count INTEGER,
    price INTEGER,
    rate REAL,
    open INTEGER CHECK (open IN (0, 1)),
    since INTEGER,
    seen INTEGER,
    kind INTEGER,
    colours INTEGER,
    parent INTEGER,
    phone TEXT,
    email TEXT,
    url TEXT,
    extra TEXT,
    first TEXT,
    secret TEXT,
    CHECK (count IS NULL OR count <> 13)
) STRICT;
CREATE INDEX samples_unit ON samples (org, unit);
CREATE INDEX samples_changed_at ON samples (org, changed_at);
CREATE INDEX samples_kind_since ON samples (org, kind, since);
CREATE UNIQUE INDEX samples_code_once ON samples (org, code)
    WHERE archived_at IS NULL AND merged_into IS NULL;
CREATE INDEX samples_parent ON samples (org, parent);
