-- The calendar of places: events, the bodies that hold them, and who may see it. 0231.pg.sql says the same in the
-- other dialect.

CREATE TABLE events (
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
    state INTEGER,
    place INTEGER,
    from_on INTEGER,
    at_time TEXT,
    until_time TEXT,
    until_on INTEGER,
    yearly INTEGER CHECK (yearly IN (0, 1)),
    also INTEGER,
    where_words TEXT,
    host INTEGER,
    open_to INTEGER,
    about TEXT,
    link TEXT,
    contact TEXT,
    reason TEXT,
    is_demo INTEGER CHECK (is_demo IN (0, 1)),
    CHECK (until_on IS NULL OR until_on >= from_on)
) STRICT;
CREATE INDEX events_unit ON events (org, unit);
CREATE INDEX events_changed_at ON events (org, changed_at);
CREATE INDEX events_place_from_on ON events (org, place, from_on);
CREATE INDEX events_host ON events (org, host);
CREATE INDEX events_from_on ON events (org, from_on);
CREATE INDEX events_also ON events (org, also);

CREATE TABLE event_bodies (
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
    actor INTEGER,
    trusted INTEGER CHECK (trusted IN (0, 1))
) STRICT;
CREATE INDEX event_bodies_unit ON event_bodies (org, unit);
CREATE INDEX event_bodies_changed_at ON event_bodies (org, changed_at);
CREATE INDEX event_bodies_actor ON event_bodies (org, actor);

CREATE TABLE place_calendars (
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
    place INTEGER,
    is_public INTEGER CHECK (is_public IN (0, 1))
) STRICT;
CREATE INDEX place_calendars_unit ON place_calendars (org, unit);
CREATE INDEX place_calendars_changed_at ON place_calendars (org, changed_at);
CREATE INDEX place_calendars_place ON place_calendars (org, place);
