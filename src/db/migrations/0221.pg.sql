-- Services given to a case: training, information, opportunities passed on. 0221.sqlite.sql says the same in the other
-- dialect.

CREATE TABLE services (
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
    of_case BIGINT,
    kind BIGINT,
    what TEXT COLLATE "C",
    on_day BIGINT,
    minutes BIGINT,
    participants BIGINT,
    given_by TEXT COLLATE "C",
    writer BIGINT,
    response BIGINT,
    listing BIGINT,
    came BIGINT,
    result TEXT COLLATE "C",
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX services_unit ON services (org, unit NULLS FIRST);
CREATE INDEX services_changed_at ON services (org, changed_at NULLS FIRST);
CREATE INDEX services_of_case_on_day ON services (org, of_case NULLS FIRST, on_day NULLS FIRST);
CREATE INDEX services_kind_of_case ON services (org, kind NULLS FIRST, of_case NULLS FIRST);
CREATE INDEX services_writer ON services (org, writer NULLS FIRST);
CREATE INDEX services_response ON services (org, response NULLS FIRST);
CREATE INDEX services_listing ON services (org, listing NULLS FIRST);
