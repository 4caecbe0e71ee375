-- What large buyers pay to whom, what they mean to buy next, and requests for quotes.
CREATE TABLE payment_files (
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
    buyer BIGINT,
    name TEXT COLLATE "C",
    state BIGINT,
    vat BIGINT,
    published BIGINT CHECK (published IN (0, 1)),
    dated_as BIGINT,
    count_twins BIGINT CHECK (count_twins IN (0, 1)),
    keep_signs BIGINT CHECK (keep_signs IN (0, 1)),
    columns TEXT COLLATE "C",
    headings TEXT COLLATE "C",
    currency TEXT COLLATE "C",
    from_on BIGINT,
    until_on BIGINT,
    rows_n BIGINT,
    kept BIGINT,
    digest TEXT COLLATE "C",
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX payment_files_unit ON payment_files (org, unit NULLS FIRST);
CREATE INDEX payment_files_changed_at ON payment_files (org, changed_at NULLS FIRST);
CREATE INDEX payment_files_buyer ON payment_files (org, buyer NULLS FIRST);

CREATE TABLE payee_matches (
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
    buyer BIGINT,
    name TEXT COLLATE "C",
    key BIGINT,
    actor BIGINT,
    verdict BIGINT
);
CREATE INDEX payee_matches_unit ON payee_matches (org, unit NULLS FIRST);
CREATE INDEX payee_matches_changed_at ON payee_matches (org, changed_at NULLS FIRST);
CREATE INDEX payee_matches_buyer_key ON payee_matches (org, buyer NULLS FIRST, key NULLS FIRST);
CREATE INDEX payee_matches_actor ON payee_matches (org, actor NULLS FIRST);

CREATE TABLE spend_marks (
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
    name TEXT COLLATE "C",
    key BIGINT,
    move BIGINT
);
CREATE INDEX spend_marks_unit ON spend_marks (org, unit NULLS FIRST);
CREATE INDEX spend_marks_changed_at ON spend_marks (org, changed_at NULLS FIRST);
CREATE INDEX spend_marks_key ON spend_marks (org, key NULLS FIRST);

CREATE TABLE coming_purchases (
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
    what TEXT COLLATE "C",
    buyer BIGINT,
    category BIGINT,
    about BIGINT,
    from_on BIGINT,
    until_on BIGINT,
    lots TEXT COLLATE "C",
    needs TEXT COLLATE "C",
    published BIGINT CHECK (published IN (0, 1)),
    is_demo BIGINT CHECK (is_demo IN (0, 1)),
    CHECK (until_on IS NULL OR from_on IS NULL OR until_on >= from_on)
);
CREATE INDEX coming_purchases_unit ON coming_purchases (org, unit NULLS FIRST);
CREATE INDEX coming_purchases_changed_at ON coming_purchases (org, changed_at NULLS FIRST);
CREATE INDEX coming_purchases_buyer ON coming_purchases (org, buyer NULLS FIRST);
CREATE INDEX coming_purchases_from_on ON coming_purchases (org, from_on NULLS FIRST);
CREATE INDEX coming_purchases_category ON coming_purchases (org, category NULLS FIRST);

CREATE TABLE quote_requests (
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
    what TEXT COLLATE "C",
    buyer BIGINT,
    purchase BIGINT,
    words TEXT COLLATE "C",
    about BIGINT,
    state BIGINT,
    asked_on BIGINT,
    answer_by BIGINT,
    chosen_why TEXT COLLATE "C",
    is_demo BIGINT CHECK (is_demo IN (0, 1))
);
CREATE INDEX quote_requests_unit ON quote_requests (org, unit NULLS FIRST);
CREATE INDEX quote_requests_changed_at ON quote_requests (org, changed_at NULLS FIRST);
CREATE INDEX quote_requests_buyer ON quote_requests (org, buyer NULLS FIRST);
CREATE INDEX quote_requests_answer_by ON quote_requests (org, answer_by NULLS FIRST);
CREATE INDEX quote_requests_purchase ON quote_requests (org, purchase NULLS FIRST);

CREATE TABLE quotes (
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
    of_request BIGINT,
    supplier BIGINT,
    why_asked TEXT COLLATE "C",
    answer BIGINT,
    price BIGINT,
    answered_on BIGINT,
    words TEXT COLLATE "C",
    chosen BIGINT CHECK (chosen IN (0, 1))
);
CREATE INDEX quotes_unit ON quotes (org, unit NULLS FIRST);
CREATE INDEX quotes_changed_at ON quotes (org, changed_at NULLS FIRST);
CREATE INDEX quotes_of_request ON quotes (org, of_request NULLS FIRST);
CREATE INDEX quotes_supplier ON quotes (org, supplier NULLS FIRST);

CREATE TABLE payment_pieces (                     -- bytes of payment files: as they came, and as they were read
    file        BIGINT NOT NULL,
    kind        BIGINT NOT NULL,
    n           BIGINT NOT NULL,
    bytes       BYTEA NOT NULL,
    PRIMARY KEY (file, kind, n)
);
