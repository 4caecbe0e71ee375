-- Services given to a case: training, information, opportunities passed on. 0221.pg.sql says the same in the other
-- dialect.

CREATE TABLE services (
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
    of_case INTEGER,
    kind INTEGER,
    what TEXT,
    on_day INTEGER,
    minutes INTEGER,
    participants INTEGER,
    given_by TEXT,
    writer INTEGER,
    response INTEGER,
    listing INTEGER,
    came INTEGER,
    result TEXT,
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX services_unit ON services (org, unit);
CREATE INDEX services_changed_at ON services (org, changed_at);
CREATE INDEX services_of_case_on_day ON services (org, of_case, on_day);
CREATE INDEX services_kind_of_case ON services (org, kind, of_case);
CREATE INDEX services_writer ON services (org, writer);
CREATE INDEX services_response ON services (org, response);
CREATE INDEX services_listing ON services (org, listing);
