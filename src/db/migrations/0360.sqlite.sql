-- What bodies promise to places in every circle, what was given of it, and hires in ranges.
CREATE TABLE pledges (
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
    circle INTEGER,
    place INTEGER,
    for_whom TEXT,
    receiver INTEGER,
    money INTEGER,
    money_most INTEGER,
    method INTEGER,
    method_note TEXT,
    quantity INTEGER,
    quantity_most INTEGER,
    counted_in INTEGER,
    pledged_on INTEGER,
    by_on INTEGER,
    contact INTEGER,
    owner INTEGER,
    reason TEXT,
    state INTEGER,
    kept_on INTEGER,
    evidence TEXT,
    witness INTEGER,
    witness_actor INTEGER,
    published_on INTEGER,
    is_demo INTEGER CHECK (is_demo IN (0, 1)),
    CHECK (by_on >= pledged_on),
    CHECK (money_most IS NULL OR money_most >= money),
    CHECK (quantity_most IS NULL OR quantity_most >= quantity)
) STRICT;
CREATE INDEX pledges_unit ON pledges (org, unit);
CREATE INDEX pledges_changed_at ON pledges (org, changed_at);
CREATE INDEX pledges_actor_circle ON pledges (org, actor, circle);
CREATE INDEX pledges_owner_state_by_on ON pledges (org, owner, state, by_on);
CREATE INDEX pledges_place_pledged_on ON pledges (org, place, pledged_on);
CREATE INDEX pledges_receiver ON pledges (org, receiver);
CREATE INDEX pledges_contact ON pledges (org, contact);
CREATE INDEX pledges_witness ON pledges (org, witness);
CREATE INDEX pledges_witness_actor ON pledges (org, witness_actor);

CREATE TABLE pledge_givens (
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
    pledge INTEGER,
    what TEXT,
    on_day INTEGER,
    money INTEGER,
    quantity INTEGER,
    used TEXT,
    thanked_on INTEGER,
    reported_on INTEGER,
    evidence TEXT,
    witness INTEGER,
    witness_actor INTEGER,
    confirmed_on INTEGER,
    paper INTEGER,
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX pledge_givens_unit ON pledge_givens (org, unit);
CREATE INDEX pledge_givens_changed_at ON pledge_givens (org, changed_at);
CREATE INDEX pledge_givens_pledge_on_day ON pledge_givens (org, pledge, on_day);
CREATE INDEX pledge_givens_on_day ON pledge_givens (org, on_day);
CREATE INDEX pledge_givens_witness ON pledge_givens (org, witness);
CREATE INDEX pledge_givens_witness_actor ON pledge_givens (org, witness_actor);
CREATE INDEX pledge_givens_paper ON pledge_givens (org, paper);

CREATE TABLE hire_counts (
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
    pledge INTEGER,
    from_on INTEGER,
    until_on INTEGER,
    people INTEGER,
    local_in INTEGER,
    which TEXT,
    hired INTEGER,
    stayed INTEGER,
    is_demo INTEGER CHECK (is_demo IN (0, 1)),
    CHECK (until_on >= from_on)
) STRICT;
CREATE INDEX hire_counts_unit ON hire_counts (org, unit);
CREATE INDEX hire_counts_changed_at ON hire_counts (org, changed_at);
CREATE INDEX hire_counts_pledge_from_on ON hire_counts (org, pledge, from_on);
CREATE INDEX hire_counts_local_in ON hire_counts (org, local_in);

