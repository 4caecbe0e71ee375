-- Value chains, their stages and who does them; what a tie is worth in a year. 0370.sqlite.sql says the same in the
-- other dialect.

CREATE TABLE value_chains (
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
    trade BIGINT,
    about TEXT COLLATE "C",
    taken_from BIGINT,
    ready TEXT COLLATE "C",
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX value_chains_unit ON value_chains (org, unit NULLS FIRST);
CREATE INDEX value_chains_changed_at ON value_chains (org, changed_at NULLS FIRST);
CREATE INDEX value_chains_place ON value_chains (org, place NULLS FIRST);
CREATE INDEX value_chains_ready ON value_chains (org, ready NULLS FIRST);
CREATE INDEX value_chains_taken_from ON value_chains (org, taken_from NULLS FIRST);

CREATE TABLE chain_stages (
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
    chain BIGINT,
    position BIGINT,
    category BIGINT,
    listing BIGINT,
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX chain_stages_unit ON chain_stages (org, unit NULLS FIRST);
CREATE INDEX chain_stages_changed_at ON chain_stages (org, changed_at NULLS FIRST);
CREATE INDEX chain_stages_chain_position ON chain_stages (org, chain NULLS FIRST, position NULLS FIRST);
CREATE INDEX chain_stages_listing ON chain_stages (org, listing NULLS FIRST);
CREATE INDEX chain_stages_category ON chain_stages (org, category NULLS FIRST);

CREATE TABLE stage_actors (
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
    stage BIGINT,
    actor BIGINT,
    what TEXT COLLATE "C",
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX stage_actors_unit ON stage_actors (org, unit NULLS FIRST);
CREATE INDEX stage_actors_changed_at ON stage_actors (org, changed_at NULLS FIRST);
CREATE INDEX stage_actors_stage ON stage_actors (org, stage NULLS FIRST);
CREATE INDEX stage_actors_actor ON stage_actors (org, actor NULLS FIRST);

ALTER TABLE ties ADD COLUMN yearly BIGINT;
ALTER TABLE ties ADD COLUMN certainty BIGINT;
