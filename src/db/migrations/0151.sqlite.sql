-- The roll-up of needs reads one index and no row. 0151.pg.sql says the same in the other dialect.
CREATE INDEX case_needs_open ON case_needs (org, state, kind, trade, of_case, unit, archived_at);
