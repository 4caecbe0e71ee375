-- Consortia: their parts, members, quotes and deliveries. 0380.pg.sql says the same in the other dialect.

CREATE TABLE consortia (
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
    form INTEGER,
    place INTEGER,
    buyer INTEGER,
    purchase INTEGER,
    request INTEGER,
    listing INTEGER,
    about TEXT,
    price INTEGER,
    answer_by INTEGER,
    leave_terms TEXT,
    body INTEGER,
    owner INTEGER,
    state INTEGER,
    agreed_on INTEGER,
    offered_on INTEGER,
    decided_on INTEGER,
    ended_on INTEGER,
    reason TEXT,
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX consortia_unit ON consortia (org, unit);
CREATE INDEX consortia_changed_at ON consortia (org, changed_at);
CREATE INDEX consortia_buyer ON consortia (org, buyer);
CREATE INDEX consortia_purchase ON consortia (org, purchase);
CREATE INDEX consortia_request ON consortia (org, request);
CREATE INDEX consortia_place_state ON consortia (org, place, state);
CREATE INDEX consortia_body ON consortia (org, body);
CREATE INDEX consortia_listing ON consortia (org, listing);
CREATE INDEX consortia_owner ON consortia (org, owner);

CREATE TABLE consortium_parts (
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
    consortium INTEGER,
    what TEXT,
    category INTEGER,
    counted_in TEXT,
    quantity INTEGER,
    rhythm INTEGER,
    days INTEGER,
    to_place INTEGER,
    km INTEGER,
    each_holds INTEGER,
    one_holds INTEGER,
    insured INTEGER,
    insured_how INTEGER,
    by_on INTEGER,
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX consortium_parts_unit ON consortium_parts (org, unit);
CREATE INDEX consortium_parts_changed_at ON consortium_parts (org, changed_at);
CREATE INDEX consortium_parts_consortium ON consortium_parts (org, consortium);
CREATE INDEX consortium_parts_category ON consortium_parts (org, category);
CREATE INDEX consortium_parts_to_place ON consortium_parts (org, to_place);

CREATE TABLE consortium_members (
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
    consortium INTEGER,
    actor INTEGER,
    role INTEGER,
    part INTEGER,
    capacity INTEGER,
    days INTEGER,
    km INTEGER,
    to_place INTEGER,
    certificates INTEGER,
    certified_until INTEGER,
    insured INTEGER,
    share REAL,
    price_before INTEGER,
    says INTEGER,
    agreed_by INTEGER,
    agreed_on INTEGER,
    agreed_words TEXT,
    contact_shown INTEGER CHECK (contact_shown IN (0, 1)),
    left_on INTEGER,
    reason TEXT,
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX consortium_members_unit ON consortium_members (org, unit);
CREATE INDEX consortium_members_changed_at ON consortium_members (org, changed_at);
CREATE INDEX consortium_members_consortium ON consortium_members (org, consortium);
CREATE INDEX consortium_members_actor ON consortium_members (org, actor);
CREATE INDEX consortium_members_part ON consortium_members (org, part);
CREATE INDEX consortium_members_to_place ON consortium_members (org, to_place);
CREATE INDEX consortium_members_agreed_by ON consortium_members (org, agreed_by);

CREATE TABLE consortium_quotes (
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
    consortium INTEGER,
    part INTEGER,
    supplier INTEGER,
    from_one INTEGER,
    price_one INTEGER,
    from_two INTEGER,
    price_two INTEGER,
    from_three INTEGER,
    price_three INTEGER,
    extra INTEGER,
    terms TEXT,
    valid_until INTEGER,
    chosen_on INTEGER,
    is_demo INTEGER CHECK (is_demo IN (0, 1)),
    CHECK (from_two IS NULL OR from_two > from_one),
    CHECK (from_three IS NULL OR from_three > from_two)
) STRICT;
CREATE INDEX consortium_quotes_unit ON consortium_quotes (org, unit);
CREATE INDEX consortium_quotes_changed_at ON consortium_quotes (org, changed_at);
CREATE INDEX consortium_quotes_consortium ON consortium_quotes (org, consortium);
CREATE INDEX consortium_quotes_supplier ON consortium_quotes (org, supplier);
CREATE INDEX consortium_quotes_part ON consortium_quotes (org, part);

CREATE TABLE consortium_deliveries (
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
    consortium INTEGER,
    member INTEGER,
    on_day INTEGER,
    quantity INTEGER,
    fate INTEGER,
    reason TEXT,
    money INTEGER,
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX consortium_deliveries_unit ON consortium_deliveries (org, unit);
CREATE INDEX consortium_deliveries_changed_at ON consortium_deliveries (org, changed_at);
CREATE INDEX consortium_deliveries_consortium_on_day ON consortium_deliveries (org, consortium, on_day);
CREATE INDEX consortium_deliveries_member ON consortium_deliveries (org, member);

