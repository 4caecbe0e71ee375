-- What large buyers pay to whom, what they mean to buy next, and requests for quotes.
CREATE TABLE payment_files (
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
    buyer INTEGER,
    name TEXT,
    state INTEGER,
    vat INTEGER,
    published INTEGER CHECK (published IN (0, 1)),
    dated_as INTEGER,
    count_twins INTEGER CHECK (count_twins IN (0, 1)),
    keep_signs INTEGER CHECK (keep_signs IN (0, 1)),
    columns TEXT,
    headings TEXT,
    currency TEXT,
    from_on INTEGER,
    until_on INTEGER,
    rows_n INTEGER,
    kept INTEGER,
    digest TEXT,
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX payment_files_unit ON payment_files (org, unit);
CREATE INDEX payment_files_changed_at ON payment_files (org, changed_at);
CREATE INDEX payment_files_buyer ON payment_files (org, buyer);

CREATE TABLE payee_matches (
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
    buyer INTEGER,
    name TEXT,
    key INTEGER,
    actor INTEGER,
    verdict INTEGER
) STRICT;
CREATE INDEX payee_matches_unit ON payee_matches (org, unit);
CREATE INDEX payee_matches_changed_at ON payee_matches (org, changed_at);
CREATE INDEX payee_matches_buyer_key ON payee_matches (org, buyer, key);
CREATE INDEX payee_matches_actor ON payee_matches (org, actor);

CREATE TABLE spend_marks (
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
    name TEXT,
    key INTEGER,
    move INTEGER
) STRICT;
CREATE INDEX spend_marks_unit ON spend_marks (org, unit);
CREATE INDEX spend_marks_changed_at ON spend_marks (org, changed_at);
CREATE INDEX spend_marks_key ON spend_marks (org, key);

CREATE TABLE coming_purchases (
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
    what TEXT,
    buyer INTEGER,
    category INTEGER,
    about INTEGER,
    from_on INTEGER,
    until_on INTEGER,
    lots TEXT,
    needs TEXT,
    published INTEGER CHECK (published IN (0, 1)),
    is_demo INTEGER CHECK (is_demo IN (0, 1)),
    CHECK (until_on IS NULL OR from_on IS NULL OR until_on >= from_on)
) STRICT;
CREATE INDEX coming_purchases_unit ON coming_purchases (org, unit);
CREATE INDEX coming_purchases_changed_at ON coming_purchases (org, changed_at);
CREATE INDEX coming_purchases_buyer ON coming_purchases (org, buyer);
CREATE INDEX coming_purchases_from_on ON coming_purchases (org, from_on);
CREATE INDEX coming_purchases_category ON coming_purchases (org, category);

CREATE TABLE quote_requests (
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
    what TEXT,
    buyer INTEGER,
    purchase INTEGER,
    words TEXT,
    about INTEGER,
    state INTEGER,
    asked_on INTEGER,
    answer_by INTEGER,
    chosen_why TEXT,
    is_demo INTEGER CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX quote_requests_unit ON quote_requests (org, unit);
CREATE INDEX quote_requests_changed_at ON quote_requests (org, changed_at);
CREATE INDEX quote_requests_buyer ON quote_requests (org, buyer);
CREATE INDEX quote_requests_answer_by ON quote_requests (org, answer_by);
CREATE INDEX quote_requests_purchase ON quote_requests (org, purchase);

CREATE TABLE quotes (
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
    of_request INTEGER,
    supplier INTEGER,
    why_asked TEXT,
    answer INTEGER,
    price INTEGER,
    answered_on INTEGER,
    words TEXT,
    chosen INTEGER CHECK (chosen IN (0, 1))
) STRICT;
CREATE INDEX quotes_unit ON quotes (org, unit);
CREATE INDEX quotes_changed_at ON quotes (org, changed_at);
CREATE INDEX quotes_of_request ON quotes (org, of_request);
CREATE INDEX quotes_supplier ON quotes (org, supplier);

CREATE TABLE payment_pieces (                     -- bytes of payment files: as they came, and as they were read
    file        INTEGER NOT NULL,
    kind        INTEGER NOT NULL,
    n           INTEGER NOT NULL,
    bytes       BLOB NOT NULL,
    PRIMARY KEY (file, kind, n)
) STRICT;
