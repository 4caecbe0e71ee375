CREATE TABLE parts (
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
    owner BIGINT,
    title TEXT COLLATE "C",
    size BIGINT,
    next BIGINT
);
CREATE INDEX parts_unit ON parts (org, unit NULLS FIRST);
CREATE INDEX parts_changed_at ON parts (org, changed_at NULLS FIRST);
CREATE INDEX parts_owner ON parts (org, owner NULLS FIRST);
CREATE INDEX parts_next ON parts (org, next NULLS FIRST);
CREATE TABLE samples (
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
    code TEXT COLLATE "C",
    note TEXT COLLATE "C",
    count BIGINT,
    price BIGINT,
    rate DOUBLE PRECISION,
    open BIGINT CHECK (open IN (0, 1)),
    since BIGINT,
    seen BIGINT,
    kind BIGINT,
    colours BIGINT,
    parent BIGINT,
    phone TEXT COLLATE "C",
    email TEXT COLLATE "C",
    url TEXT COLLATE "C",
    extra TEXT COLLATE "C",
    first TEXT COLLATE "C",
    secret TEXT COLLATE "C",
    CHECK (count IS NULL OR count <> 13)
);
CREATE INDEX samples_unit ON samples (org, unit NULLS FIRST);
CREATE INDEX samples_changed_at ON samples (org, changed_at NULLS FIRST);
CREATE INDEX samples_kind_since ON samples (org, kind NULLS FIRST, since NULLS FIRST);
CREATE UNIQUE INDEX samples_code_once ON samples (org, code)
    WHERE archived_at IS NULL AND merged_into IS NULL;
CREATE INDEX samples_parent ON samples (org, parent NULLS FIRST);
