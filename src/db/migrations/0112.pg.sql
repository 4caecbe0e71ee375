-- Settings of the region. 0112.sqlite.sql says the same in the other dialect.

CREATE TABLE settings (
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
    zone TEXT COLLATE "C",
    currency TEXT COLLATE "C",
    home TEXT COLLATE "C",
    lang TEXT COLLATE "C",
    languages TEXT COLLATE "C",
    answer_days BIGINT,
    contact_name TEXT COLLATE "C",
    contact_phone TEXT COLLATE "C",
    contact_email TEXT COLLATE "C"
);
CREATE INDEX settings_unit ON settings (org, unit NULLS FIRST);
CREATE INDEX settings_changed_at ON settings (org, changed_at NULLS FIRST);
