-- What happened, in words. 0060.sqlite.sql says the same in the other dialect.

CREATE TABLE posts (
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
    about BIGINT,
    text TEXT COLLATE "C",
    happened_at BIGINT,
    minutes BIGINT,
    lang TEXT COLLATE "C",
    corrects BIGINT,
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX posts_unit ON posts (org, unit NULLS FIRST);
CREATE INDEX posts_changed_at ON posts (org, changed_at NULLS FIRST);
CREATE INDEX posts_about_happened_at ON posts (org, about NULLS FIRST, happened_at NULLS FIRST);
CREATE INDEX posts_created_by_happened_at ON posts (org, created_by NULLS FIRST, happened_at NULLS FIRST);
CREATE INDEX posts_corrects ON posts (org, corrects NULLS FIRST);

CREATE TABLE mentions (
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
    post BIGINT,
    actor BIGINT,
    name TEXT COLLATE "C"
);
CREATE INDEX mentions_unit ON mentions (org, unit NULLS FIRST);
CREATE INDEX mentions_changed_at ON mentions (org, changed_at NULLS FIRST);
CREATE INDEX mentions_post ON mentions (org, post NULLS FIRST);
CREATE INDEX mentions_actor ON mentions (org, actor NULLS FIRST);
