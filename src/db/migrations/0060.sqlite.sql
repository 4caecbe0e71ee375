-- What happened, in words. 0060.pg.sql says the same in the other dialect.

CREATE TABLE posts (
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
    about INTEGER,
    text TEXT,
    happened_at INTEGER,
    minutes INTEGER,
    lang TEXT,
    corrects INTEGER,
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX posts_unit ON posts (org, unit);
CREATE INDEX posts_changed_at ON posts (org, changed_at);
CREATE INDEX posts_about_happened_at ON posts (org, about, happened_at);
CREATE INDEX posts_created_by_happened_at ON posts (org, created_by, happened_at);
CREATE INDEX posts_corrects ON posts (org, corrects);

CREATE TABLE mentions (
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
    post INTEGER,
    actor INTEGER,
    name TEXT
) STRICT;
CREATE INDEX mentions_unit ON mentions (org, unit);
CREATE INDEX mentions_changed_at ON mentions (org, changed_at);
CREATE INDEX mentions_post ON mentions (org, post);
CREATE INDEX mentions_actor ON mentions (org, actor);
