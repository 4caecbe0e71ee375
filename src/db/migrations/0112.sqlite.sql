-- Settings of the region. 0112.pg.sql says the same in the other dialect.

CREATE TABLE settings (
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
    zone TEXT,
    currency TEXT,
    home TEXT,
    lang TEXT,
    languages TEXT,
    answer_days INTEGER,
    contact_name TEXT,
    contact_phone TEXT,
    contact_email TEXT
) STRICT;
CREATE INDEX settings_unit ON settings (org, unit);
CREATE INDEX settings_changed_at ON settings (org, changed_at);
