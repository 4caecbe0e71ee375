-- The roll-up of needs reads one index and no row.
CREATE INDEX case_needs_open ON case_needs (org, state NULLS FIRST, kind NULLS FIRST, trade NULLS FIRST,
    of_case NULLS FIRST) INCLUDE (unit, archived_at);
