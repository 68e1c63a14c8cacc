-- 0008-claim.sql - payee accounts; claims with lines, history, payments, and what must not be counted twice.

CREATE TABLE claim_counter (
    zone_id text NOT NULL REFERENCES zone (id),
    year bigint NOT NULL,
    last bigint NOT NULL,
    PRIMARY KEY (zone_id, year)
);

-- payee: the worker's id, else the enterprise's; no: 1, 2, ... of the payee.  A row's account never changes.
CREATE TABLE payee_account (
    zone_id text NOT NULL REFERENCES zone (id),
    id text NOT NULL,
    payee text NOT NULL,
    no bigint NOT NULL,
    enterprise_id text NOT NULL,
    worker_id text,
    state text NOT NULL CHECK (state IN ('entered', 'verified', 'refused', 'replaced')),
    holder text NOT NULL,
    number_sealed text NOT NULL,
    number_hash text NOT NULL,
    number_masked text NOT NULL,
    odd boolean NOT NULL,
    bank_name text NOT NULL,
    cnaps text NOT NULL,
    note text,
    reason text,
    entered_by_id text NOT NULL,
    entered_by text NOT NULL,
    entered bigint NOT NULL,
    verified_by_id text,
    verified_by text,
    verified bigint,
    version bigint NOT NULL,
    PRIMARY KEY (zone_id, id),
    UNIQUE (zone_id, payee, no),
    FOREIGN KEY (zone_id, enterprise_id) REFERENCES enterprise (zone_id, id),
    CHECK (verified_by_id IS NULL OR verified_by_id <> entered_by_id)
);
CREATE UNIQUE INDEX payee_account_current ON payee_account (zone_id, payee) WHERE state = 'verified';
CREATE INDEX payee_account_of ON payee_account (zone_id, enterprise_id, id);
CREATE INDEX payee_account_by_state ON payee_account (zone_id, state, id);

-- queue: whose work it is.  round: counts submissions.  The pot and the point of reserve are those of its submission.
CREATE TABLE claim (
    zone_id text NOT NULL REFERENCES zone (id),
    id text NOT NULL,
    state text NOT NULL,
    queue text,
    since bigint NOT NULL,
    updated bigint NOT NULL,
    version bigint NOT NULL,
    round bigint NOT NULL,
    money boolean NOT NULL,
    total_fen bigint NOT NULL CHECK (total_fen >= 0),
    reserved_fen bigint NOT NULL CHECK (reserved_fen >= 0),
    line_count bigint NOT NULL,
    stopped_us bigint NOT NULL,
    created bigint NOT NULL,
    submitted bigint,
    no text,
    item_id text NOT NULL,
    item_code text NOT NULL,
    name_zh text NOT NULL,
    name_en text NOT NULL,
    paid_to text,
    reserve_at text,
    pot_id text,
    enterprise_id text NOT NULL,
    holder_id text,
    holder_name text,
    created_by_id text,
    created_by text NOT NULL,
    submitted_by text,
    first_by text,
    second_by text,
    as_of date,
    rule_version_id text,
    verdict text,
    note text,
    reason text,
    PRIMARY KEY (zone_id, id),
    UNIQUE (zone_id, no),
    FOREIGN KEY (zone_id, enterprise_id) REFERENCES enterprise (zone_id, id)
);
CREATE INDEX claim_by_queue ON claim (zone_id, queue, since, id);
CREATE INDEX claim_by_queue_item ON claim (zone_id, queue, item_id, since, id);
CREATE INDEX claim_by_state ON claim (zone_id, state, updated, id);
CREATE INDEX claim_by_updated ON claim (zone_id, updated, id);
CREATE INDEX claim_by_enterprise ON claim (zone_id, enterprise_id, updated, id);
CREATE INDEX claim_by_holder ON claim (zone_id, holder_id, updated, id) WHERE holder_id IS NOT NULL;

-- The long texts, apart, so that lists stay narrow.
CREATE TABLE claim_text (
    zone_id text NOT NULL,
    claim_id text NOT NULL,
    form text NOT NULL,
    facts text,
    reasons_zh text,
    reasons_en text,
    PRIMARY KEY (zone_id, claim_id),
    FOREIGN KEY (zone_id, claim_id) REFERENCES claim (zone_id, id)
);

-- person: hash of the identity, the same wherever somebody is employed; name and mask as they were.
CREATE TABLE claim_line (
    zone_id text NOT NULL,
    claim_id text NOT NULL,
    line bigint NOT NULL,
    amount_fen bigint NOT NULL CHECK (amount_fen >= 0),
    verdict text,
    worker_id text,
    person text,
    worker_name text,
    id_masked text,
    facts text NOT NULL,
    reason_zh text,
    reason_en text,
    PRIMARY KEY (zone_id, claim_id, line),
    FOREIGN KEY (zone_id, claim_id) REFERENCES claim (zone_id, id)
-- postgres-only: );
-- sqlite-only: ) WITHOUT ROWID;

CREATE TABLE claim_event (
    zone_id text NOT NULL,
    claim_id text NOT NULL,
    seq bigint NOT NULL,
    at bigint NOT NULL,
    act text NOT NULL,
    from_state text,
    to_state text NOT NULL,
    actor_id text,
    actor_name text NOT NULL,
    note text,
    PRIMARY KEY (zone_id, claim_id, seq),
    FOREIGN KEY (zone_id, claim_id) REFERENCES claim (zone_id, id)
-- postgres-only: );
-- sqlite-only: ) WITHOUT ROWID;

-- What is counted once: scope names the items that exclude each other and by what, key the person and day, the person,
-- the enterprise or the number.  slot is empty where only one row may be; else the claim, and another item may not be.
CREATE TABLE claim_guard (
    zone_id text NOT NULL,
    scope text NOT NULL,
    key text NOT NULL,
    slot text NOT NULL,
    claim_id text NOT NULL,
    line bigint NOT NULL,
    item_code text NOT NULL,
    PRIMARY KEY (zone_id, scope, key, slot),
    FOREIGN KEY (zone_id, claim_id) REFERENCES claim (zone_id, id)
-- postgres-only: );
-- sqlite-only: ) WITHOUT ROWID;
CREATE INDEX claim_guard_of ON claim_guard (zone_id, claim_id);

CREATE TABLE claim_payment (
    zone_id text NOT NULL,
    id text NOT NULL,
    claim_id text NOT NULL,
    state text NOT NULL CHECK (state IN ('payable', 'in_batch', 'paid', 'pay_failed')),
    amount_fen bigint NOT NULL CHECK (amount_fen > 0),
    attempt bigint NOT NULL,
    payee text NOT NULL,
    worker_id text,
    account_id text NOT NULL,
    reason text,
    PRIMARY KEY (zone_id, id),
    UNIQUE (zone_id, claim_id, payee),
    FOREIGN KEY (zone_id, claim_id) REFERENCES claim (zone_id, id),
    FOREIGN KEY (zone_id, account_id) REFERENCES payee_account (zone_id, id)
);
CREATE INDEX claim_payment_by_state ON claim_payment (zone_id, state, id);

-- Which of the files that an item asks for a claim's attachment is.
ALTER TABLE attachment ADD COLUMN kind text;
