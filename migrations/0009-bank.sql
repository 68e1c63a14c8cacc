-- 0009-bank.sql - accounts that are paid from, payment batches with frozen lines, their files and results.

CREATE TABLE payment_counter (
    zone_id text NOT NULL REFERENCES zone (id),
    year bigint NOT NULL,
    last bigint NOT NULL,
    PRIMARY KEY (zone_id, year)
);

-- An account that is paid from never changes; a correction is another one.
CREATE TABLE payer (
    zone_id text NOT NULL REFERENCES zone (id),
    id text NOT NULL,
    name text NOT NULL,
    account_sealed text NOT NULL,
    account_masked text NOT NULL,
    bank_name text NOT NULL,
    cnaps text,
    code text,
    closed boolean NOT NULL,
    created bigint NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (zone_id, id)
);

-- item_id, bank_name: what the batch was limited to.  maker_id, checker_id: the user, empty for the system.
CREATE TABLE payment_batch (
    zone_id text NOT NULL REFERENCES zone (id),
    id text NOT NULL,
    no text NOT NULL,
    state text NOT NULL CHECK (state IN ('made', 'released', 'settled', 'cancelled')),
    pot_id text NOT NULL,
    item_id text,
    bank_name text,
    payer_id text NOT NULL,
    execute_on date NOT NULL,
    count bigint NOT NULL CHECK (count > 0),
    total_fen bigint NOT NULL CHECK (total_fen > 0),
    paid_count bigint NOT NULL,
    failed_count bigint NOT NULL,
    paid_fen bigint NOT NULL,
    failed_fen bigint NOT NULL,
    maker_id text NOT NULL,
    maker_name text NOT NULL,
    checker_id text,
    checker_name text,
    settled_by_name text,
    cancelled_by_name text,
    cancel_reason text,
    made bigint NOT NULL,
    released bigint,
    settled bigint,
    cancelled bigint,
    order_digest text,
    result_digest text,
    version bigint NOT NULL,
    PRIMARY KEY (zone_id, id),
    UNIQUE (zone_id, no),
    FOREIGN KEY (zone_id, pot_id) REFERENCES pot (zone_id, id),
    FOREIGN KEY (zone_id, payer_id) REFERENCES payer (zone_id, id),
    CONSTRAINT payment_two_people CHECK (checker_id <> maker_id),
    CONSTRAINT payment_adds_up CHECK (state <> 'settled' OR (paid_count + failed_count = count
        AND paid_fen + failed_fen = total_fen))
);
CREATE INDEX payment_batch_by_pot ON payment_batch (zone_id, pot_id, id);
CREATE INDEX payment_batch_by_state ON payment_batch (zone_id, state, id);

-- Who is paid, where and how much, as it was when the batch was made.
CREATE TABLE payment_line (
    zone_id text NOT NULL,
    batch_id text NOT NULL,
    no bigint NOT NULL,
    payment_id text NOT NULL,
    claim_id text NOT NULL,
    claim_no text NOT NULL,
    item_name_zh text NOT NULL,
    item_name_en text NOT NULL,
    payee_name text NOT NULL,
    account_sealed text NOT NULL,
    account_masked text NOT NULL,
    bank_name text NOT NULL,
    cnaps text,
    amount_fen bigint NOT NULL CHECK (amount_fen > 0),
    attempt bigint NOT NULL,
    state text NOT NULL CHECK (state IN ('waiting', 'paid', 'failed', 'returned', 'cancelled')),
    reason text,
    reference text,
    paid_on date,
    PRIMARY KEY (zone_id, batch_id, no),
    FOREIGN KEY (zone_id, batch_id) REFERENCES payment_batch (zone_id, id),
    FOREIGN KEY (zone_id, payment_id) REFERENCES claim_payment (zone_id, id)
);
-- An attempt of a payment is in one batch, whatever happens.
CREATE UNIQUE INDEX payment_line_once ON payment_line (zone_id, payment_id, attempt) WHERE state <> 'cancelled';
CREATE INDEX payment_line_of_claim ON payment_line (zone_id, claim_id, batch_id);

CREATE TABLE payment_file (
    zone_id text NOT NULL,
    id text NOT NULL,
    batch_id text NOT NULL,
    format text NOT NULL,
    reason text NOT NULL,
    digest text NOT NULL,
    made_by_id text NOT NULL,
    made_by text NOT NULL,
    made bigint NOT NULL,
    PRIMARY KEY (zone_id, id),
    FOREIGN KEY (zone_id, batch_id) REFERENCES payment_batch (zone_id, id)
);
CREATE INDEX payment_file_of ON payment_file (zone_id, batch_id, id);

-- Every result file that somebody brought, taken or not.
CREATE TABLE payment_attempt (
    zone_id text NOT NULL,
    id text NOT NULL,
    batch_id text NOT NULL,
    at bigint NOT NULL,
    by_name text NOT NULL,
    taken boolean NOT NULL,
    line_count bigint NOT NULL,
    finding_count bigint NOT NULL,
    finding text,
    digest text NOT NULL,
    PRIMARY KEY (zone_id, id),
    FOREIGN KEY (zone_id, batch_id) REFERENCES payment_batch (zone_id, id)
);
CREATE INDEX payment_attempt_of ON payment_attempt (zone_id, batch_id, id);
