-- What bodies promise to places in every circle, what was given of it, and hires in ranges.
CREATE TABLE pledges (
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
    circle BIGINT,
    place BIGINT,
    for_whom TEXT COLLATE "C",
    receiver BIGINT,
    money BIGINT,
    money_most BIGINT,
    method BIGINT,
    method_note TEXT COLLATE "C",
    quantity BIGINT,
    quantity_most BIGINT,
    counted_in BIGINT,
    pledged_on BIGINT,
    by_on BIGINT,
    contact BIGINT,
    owner BIGINT,
    reason TEXT COLLATE "C",
    state BIGINT,
    kept_on BIGINT,
    evidence TEXT COLLATE "C",
    witness BIGINT,
    witness_actor BIGINT,
    published_on BIGINT,
    is_demo BIGINT CHECK (is_demo IN (0, 1)),
    CHECK (by_on >= pledged_on),
    CHECK (money_most IS NULL OR money_most >= money),
    CHECK (quantity_most IS NULL OR quantity_most >= quantity)
);
CREATE INDEX pledges_unit ON pledges (org, unit NULLS FIRST);
CREATE INDEX pledges_changed_at ON pledges (org, changed_at NULLS FIRST);
CREATE INDEX pledges_actor_circle ON pledges (org, actor NULLS FIRST, circle NULLS FIRST);
CREATE INDEX pledges_owner_state_by_on ON pledges (org, owner NULLS FIRST, state NULLS FIRST, by_on NULLS FIRST);
CREATE INDEX pledges_place_pledged_on ON pledges (org, place NULLS FIRST, pledged_on NULLS FIRST);
CREATE INDEX pledges_receiver ON pledges (org, receiver NULLS FIRST);
CREATE INDEX pledges_contact ON pledges (org, contact NULLS FIRST);
CREATE INDEX pledges_witness ON pledges (org, witness NULLS FIRST);
CREATE INDEX pledges_witness_actor ON pledges (org, witness_actor NULLS FIRST);

CREATE TABLE pledge_givens (
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
    pledge BIGINT,
    what TEXT COLLATE "C",
    on_day BIGINT,
    money BIGINT,
    quantity BIGINT,
    used TEXT COLLATE "C",
    thanked_on BIGINT,
    reported_on BIGINT,
    evidence TEXT COLLATE "C",
    witness BIGINT,
    witness_actor BIGINT,
    confirmed_on BIGINT,
    paper BIGINT,
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX pledge_givens_unit ON pledge_givens (org, unit NULLS FIRST);
CREATE INDEX pledge_givens_changed_at ON pledge_givens (org, changed_at NULLS FIRST);
CREATE INDEX pledge_givens_pledge_on_day ON pledge_givens (org, pledge NULLS FIRST, on_day NULLS FIRST);
CREATE INDEX pledge_givens_on_day ON pledge_givens (org, on_day NULLS FIRST);
CREATE INDEX pledge_givens_witness ON pledge_givens (org, witness NULLS FIRST);
CREATE INDEX pledge_givens_witness_actor ON pledge_givens (org, witness_actor NULLS FIRST);
CREATE INDEX pledge_givens_paper ON pledge_givens (org, paper NULLS FIRST);

CREATE TABLE hire_counts (
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
    pledge BIGINT,
    from_on BIGINT,
    until_on BIGINT,
    people BIGINT,
    local_in BIGINT,
    which TEXT COLLATE "C",
    hired BIGINT,
    stayed BIGINT,
    is_demo BIGINT CHECK (is_demo IN (0, 1)),
    CHECK (until_on >= from_on)
);
CREATE INDEX hire_counts_unit ON hire_counts (org, unit NULLS FIRST);
CREATE INDEX hire_counts_changed_at ON hire_counts (org, changed_at NULLS FIRST);
CREATE INDEX hire_counts_pledge_from_on ON hire_counts (org, pledge NULLS FIRST, from_on NULLS FIRST);
CREATE INDEX hire_counts_local_in ON hire_counts (org, local_in NULLS FIRST);

