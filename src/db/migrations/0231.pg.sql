-- The calendar of places: events, the bodies that hold them, and who may see it. 0231.sqlite.sql says the same in the
-- other dialect.

CREATE TABLE events (
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
    state BIGINT,
    place BIGINT,
    from_on BIGINT,
    at_time TEXT COLLATE "C",
    until_time TEXT COLLATE "C",
    until_on BIGINT,
    yearly BIGINT CHECK (yearly IN (0, 1)),
    also BIGINT,
    where_words TEXT COLLATE "C",
    host BIGINT,
    open_to BIGINT,
    about TEXT COLLATE "C",
    link TEXT COLLATE "C",
    contact TEXT COLLATE "C",
    reason TEXT COLLATE "C",
    is_demo BIGINT CHECK (is_demo IN (0, 1)),
    CHECK (until_on IS NULL OR until_on >= from_on)
);
CREATE INDEX events_unit ON events (org, unit NULLS FIRST);
CREATE INDEX events_changed_at ON events (org, changed_at NULLS FIRST);
CREATE INDEX events_place_from_on ON events (org, place NULLS FIRST, from_on NULLS FIRST);
CREATE INDEX events_host ON events (org, host NULLS FIRST);
CREATE INDEX events_from_on ON events (org, from_on NULLS FIRST);
CREATE INDEX events_also ON events (org, also NULLS FIRST);

CREATE TABLE event_bodies (
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
    actor BIGINT,
    trusted BIGINT CHECK (trusted IN (0, 1))
);
CREATE INDEX event_bodies_unit ON event_bodies (org, unit NULLS FIRST);
CREATE INDEX event_bodies_changed_at ON event_bodies (org, changed_at NULLS FIRST);
CREATE INDEX event_bodies_actor ON event_bodies (org, actor NULLS FIRST);

CREATE TABLE place_calendars (
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
    place BIGINT,
    is_public BIGINT CHECK (is_public IN (0, 1))
);
CREATE INDEX place_calendars_unit ON place_calendars (org, unit NULLS FIRST);
CREATE INDEX place_calendars_changed_at ON place_calendars (org, changed_at NULLS FIRST);
CREATE INDEX place_calendars_place ON place_calendars (org, place NULLS FIRST);
