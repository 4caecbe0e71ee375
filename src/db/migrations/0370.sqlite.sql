-- Value chains, their stages and who does them; what a tie is worth in a year. 0370.pg.sql says the same in the other
-- dialect.

CREATE TABLE value_chains (
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
    trade INTEGER,
    about TEXT,
    taken_from INTEGER,
    ready TEXT,
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX value_chains_unit ON value_chains (org, unit);
CREATE INDEX value_chains_changed_at ON value_chains (org, changed_at);
CREATE INDEX value_chains_place ON value_chains (org, place);
CREATE INDEX value_chains_ready ON value_chains (org, ready);
CREATE INDEX value_chains_taken_from ON value_chains (org, taken_from);

CREATE TABLE chain_stages (
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
    chain INTEGER,
    position INTEGER,
    category INTEGER,
    listing INTEGER,
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX chain_stages_unit ON chain_stages (org, unit);
CREATE INDEX chain_stages_changed_at ON chain_stages (org, changed_at);
CREATE INDEX chain_stages_chain_position ON chain_stages (org, chain, position);
CREATE INDEX chain_stages_listing ON chain_stages (org, listing);
CREATE INDEX chain_stages_category ON chain_stages (org, category);

CREATE TABLE stage_actors (
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
    stage INTEGER,
    actor INTEGER,
    what TEXT,
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX stage_actors_unit ON stage_actors (org, unit);
CREATE INDEX stage_actors_changed_at ON stage_actors (org, changed_at);
CREATE INDEX stage_actors_stage ON stage_actors (org, stage);
CREATE INDEX stage_actors_actor ON stage_actors (org, actor);

ALTER TABLE ties ADD COLUMN yearly INTEGER;
ALTER TABLE ties ADD COLUMN certainty INTEGER;
