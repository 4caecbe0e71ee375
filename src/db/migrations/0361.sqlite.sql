-- Places and things that bodies let small businesses use, and who has them when.
CREATE TABLE facilities (
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
    actor INTEGER,
    place INTEGER,
    where_words TEXT,
    capacity INTEGER,
    terms TEXT,
    keeper INTEGER,
    pledge INTEGER,
    sun TEXT,
    mon TEXT,
    tue TEXT,
    wed TEXT,
    thu TEXT,
    fri TEXT,
    sat TEXT,
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX facilities_unit ON facilities (org, unit);
CREATE INDEX facilities_changed_at ON facilities (org, changed_at);
CREATE INDEX facilities_place ON facilities (org, place);
CREATE INDEX facilities_actor ON facilities (org, actor);
CREATE INDEX facilities_keeper ON facilities (org, keeper);
CREATE INDEX facilities_pledge ON facilities (org, pledge);

CREATE TABLE bookings (
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
    facility INTEGER,
    who INTEGER,
    on_day INTEGER,
    from_time TEXT,
    until_time TEXT,
    purpose TEXT,
    people INTEGER,
    state INTEGER,
    reason TEXT,
    asked_by INTEGER,
    answered_by INTEGER,
    answered_on INTEGER,
    from_min INTEGER,
    until_min INTEGER,
    is_demo INTEGER CHECK (is_demo IN (0, 1)),
    CHECK (until_min > from_min)
) STRICT;
CREATE INDEX bookings_unit ON bookings (org, unit);
CREATE INDEX bookings_changed_at ON bookings (org, changed_at);
CREATE INDEX bookings_facility_on_day ON bookings (org, facility, on_day);
CREATE INDEX bookings_who_on_day ON bookings (org, who, on_day);
CREATE INDEX bookings_state_on_day ON bookings (org, state, on_day);
CREATE INDEX bookings_asked_by ON bookings (org, asked_by);
CREATE INDEX bookings_answered_by ON bookings (org, answered_by);

