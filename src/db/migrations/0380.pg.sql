-- Consortia: their parts, members, quotes and deliveries. 0380.sqlite.sql says the same in the other dialect.

CREATE TABLE consortia (
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
    form BIGINT,
    place BIGINT,
    buyer BIGINT,
    purchase BIGINT,
    request BIGINT,
    listing BIGINT,
    about TEXT COLLATE "C",
    price BIGINT,
    answer_by BIGINT,
    leave_terms TEXT COLLATE "C",
    body BIGINT,
    owner BIGINT,
    state BIGINT,
    agreed_on BIGINT,
    offered_on BIGINT,
    decided_on BIGINT,
    ended_on BIGINT,
    reason TEXT COLLATE "C",
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX consortia_unit ON consortia (org, unit NULLS FIRST);
CREATE INDEX consortia_changed_at ON consortia (org, changed_at NULLS FIRST);
CREATE INDEX consortia_buyer ON consortia (org, buyer NULLS FIRST);
CREATE INDEX consortia_purchase ON consortia (org, purchase NULLS FIRST);
CREATE INDEX consortia_request ON consortia (org, request NULLS FIRST);
CREATE INDEX consortia_place_state ON consortia (org, place NULLS FIRST, state NULLS FIRST);
CREATE INDEX consortia_body ON consortia (org, body NULLS FIRST);
CREATE INDEX consortia_listing ON consortia (org, listing NULLS FIRST);
CREATE INDEX consortia_owner ON consortia (org, owner NULLS FIRST);

CREATE TABLE consortium_parts (
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
    consortium BIGINT,
    what TEXT COLLATE "C",
    category BIGINT,
    counted_in TEXT COLLATE "C",
    quantity BIGINT,
    rhythm BIGINT,
    days BIGINT,
    to_place BIGINT,
    km BIGINT,
    each_holds BIGINT,
    one_holds BIGINT,
    insured BIGINT,
    insured_how BIGINT,
    by_on BIGINT,
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX consortium_parts_unit ON consortium_parts (org, unit NULLS FIRST);
CREATE INDEX consortium_parts_changed_at ON consortium_parts (org, changed_at NULLS FIRST);
CREATE INDEX consortium_parts_consortium ON consortium_parts (org, consortium NULLS FIRST);
CREATE INDEX consortium_parts_category ON consortium_parts (org, category NULLS FIRST);
CREATE INDEX consortium_parts_to_place ON consortium_parts (org, to_place NULLS FIRST);

CREATE TABLE consortium_members (
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
    consortium BIGINT,
    actor BIGINT,
    role BIGINT,
    part BIGINT,
    capacity BIGINT,
    days BIGINT,
    km BIGINT,
    to_place BIGINT,
    certificates BIGINT,
    certified_until BIGINT,
    insured BIGINT,
    share DOUBLE PRECISION,
    price_before BIGINT,
    says BIGINT,
    agreed_by BIGINT,
    agreed_on BIGINT,
    agreed_words TEXT COLLATE "C",
    contact_shown BIGINT CHECK (contact_shown IN (0, 1)),
    left_on BIGINT,
    reason TEXT COLLATE "C",
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX consortium_members_unit ON consortium_members (org, unit NULLS FIRST);
CREATE INDEX consortium_members_changed_at ON consortium_members (org, changed_at NULLS FIRST);
CREATE INDEX consortium_members_consortium ON consortium_members (org, consortium NULLS FIRST);
CREATE INDEX consortium_members_actor ON consortium_members (org, actor NULLS FIRST);
CREATE INDEX consortium_members_part ON consortium_members (org, part NULLS FIRST);
CREATE INDEX consortium_members_to_place ON consortium_members (org, to_place NULLS FIRST);
CREATE INDEX consortium_members_agreed_by ON consortium_members (org, agreed_by NULLS FIRST);

CREATE TABLE consortium_quotes (
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
    consortium BIGINT,
    part BIGINT,
    supplier BIGINT,
    from_one BIGINT,
    price_one BIGINT,
    from_two BIGINT,
    price_two BIGINT,
    from_three BIGINT,
    price_three BIGINT,
    extra BIGINT,
    terms TEXT COLLATE "C",
    valid_until BIGINT,
    chosen_on BIGINT,
    is_demo BIGINT CHECK (is_demo IN (0, 1)),
    CHECK (from_two IS NULL OR from_two > from_one),
    CHECK (from_three IS NULL OR from_three > from_two)
);
CREATE INDEX consortium_quotes_unit ON consortium_quotes (org, unit NULLS FIRST);
CREATE INDEX consortium_quotes_changed_at ON consortium_quotes (org, changed_at NULLS FIRST);
CREATE INDEX consortium_quotes_consortium ON consortium_quotes (org, consortium NULLS FIRST);
CREATE INDEX consortium_quotes_supplier ON consortium_quotes (org, supplier NULLS FIRST);
CREATE INDEX consortium_quotes_part ON consortium_quotes (org, part NULLS FIRST);

CREATE TABLE consortium_deliveries (
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
    consortium BIGINT,
    member BIGINT,
    on_day BIGINT,
    quantity BIGINT,
    fate BIGINT,
    reason TEXT COLLATE "C",
    money BIGINT,
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX consortium_deliveries_unit ON consortium_deliveries (org, unit NULLS FIRST);
CREATE INDEX consortium_deliveries_changed_at ON consortium_deliveries (org, changed_at NULLS FIRST);
CREATE INDEX consortium_deliveries_consortium_on_day ON consortium_deliveries (org, consortium NULLS FIRST, on_day NULLS FIRST);
CREATE INDEX consortium_deliveries_member ON consortium_deliveries (org, member NULLS FIRST);

