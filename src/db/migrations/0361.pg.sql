-- Places and things that bodies let small businesses use, and who has them when.
CREATE TABLE facilities (
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
    actor BIGINT,
    place BIGINT,
    where_words TEXT COLLATE "C",
    capacity BIGINT,
    terms TEXT COLLATE "C",
    keeper BIGINT,
    pledge BIGINT,
    sun TEXT COLLATE "C",
    mon TEXT COLLATE "C",
    tue TEXT COLLATE "C",
    wed TEXT COLLATE "C",
    thu TEXT COLLATE "C",
    fri TEXT COLLATE "C",
    sat TEXT COLLATE "C",
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX facilities_unit ON facilities (org, unit NULLS FIRST);
CREATE INDEX facilities_changed_at ON facilities (org, changed_at NULLS FIRST);
CREATE INDEX facilities_place ON facilities (org, place NULLS FIRST);
CREATE INDEX facilities_actor ON facilities (org, actor NULLS FIRST);
CREATE INDEX facilities_keeper ON facilities (org, keeper NULLS FIRST);
CREATE INDEX facilities_pledge ON facilities (org, pledge NULLS FIRST);

CREATE TABLE bookings (
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
    facility BIGINT,
    who BIGINT,
    on_day BIGINT,
    from_time TEXT COLLATE "C",
    until_time TEXT COLLATE "C",
    purpose TEXT COLLATE "C",
    people BIGINT,
    state BIGINT,
    reason TEXT COLLATE "C",
    asked_by BIGINT,
    answered_by BIGINT,
    answered_on BIGINT,
    from_min BIGINT,
    until_min BIGINT,
    is_demo BIGINT CHECK (is_demo IN (0, 1)),
    CHECK (until_min > from_min)
);
CREATE INDEX bookings_unit ON bookings (org, unit NULLS FIRST);
CREATE INDEX bookings_changed_at ON bookings (org, changed_at NULLS FIRST);
CREATE INDEX bookings_facility_on_day ON bookings (org, facility NULLS FIRST, on_day NULLS FIRST);
CREATE INDEX bookings_who_on_day ON bookings (org, who NULLS FIRST, on_day NULLS FIRST);
CREATE INDEX bookings_state_on_day ON bookings (org, state NULLS FIRST, on_day NULLS FIRST);
CREATE INDEX bookings_asked_by ON bookings (org, asked_by NULLS FIRST);
CREATE INDEX bookings_answered_by ON bookings (org, answered_by NULLS FIRST);

