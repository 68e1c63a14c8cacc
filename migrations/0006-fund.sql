-- 0006-fund.sql - pots and their ledger: double entry, append-only, integer fen.

-- state: open, closed.  basis: the programme or policy that the money comes from, in words.
CREATE TABLE pot (
    zone_id text NOT NULL REFERENCES zone (id),
    id text NOT NULL,
    code text NOT NULL,
    name_zh text NOT NULL,
    name_en text NOT NULL,
    year bigint NOT NULL,
    basis text,
    department_id text,
    state text NOT NULL,
    reuse_recovered boolean NOT NULL,
    sample boolean NOT NULL,
    created bigint NOT NULL,
    updated bigint NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (zone_id, id),
    UNIQUE (zone_id, code),
    FOREIGN KEY (zone_id, department_id) REFERENCES department (zone_id, id)
);
CREATE INDEX pot_year ON pot (zone_id, year, code);

-- kind: role, department.  value: the role's name, the department's id.
CREATE TABLE pot_spender (
    zone_id text NOT NULL,
    pot_id text NOT NULL,
    kind text NOT NULL,
    value text NOT NULL,
    PRIMARY KEY (zone_id, pot_id, kind, value),
    FOREIGN KEY (zone_id, pot_id) REFERENCES pot (zone_id, id)
);

-- One row per pot, so that one statement moves an amount and is refused when any account would fall below zero.
-- seal: of the newest entry, empty before the first.
CREATE TABLE fund_balance (
    zone_id text NOT NULL,
    pot_id text NOT NULL,
    entries bigint NOT NULL,
    budget_fen bigint NOT NULL,
    available_fen bigint NOT NULL,
    reserved_fen bigint NOT NULL,
    committed_fen bigint NOT NULL,
    paid_fen bigint NOT NULL,
    recovered_fen bigint NOT NULL,
    seal text NOT NULL,
    PRIMARY KEY (zone_id, pot_id),
    FOREIGN KEY (zone_id, pot_id) REFERENCES pot (zone_id, id),
    CONSTRAINT fund_budget_range CHECK (budget_fen >= 0 AND budget_fen <= 9000000000000000),
    CONSTRAINT fund_not_negative CHECK (available_fen >= 0 AND reserved_fen >= 0 AND committed_fen >= 0
        AND paid_fen >= 0 AND recovered_fen >= 0),
    CONSTRAINT fund_sums_up CHECK (budget_fen = available_fen + reserved_fen + committed_fen + paid_fen + recovered_fen)
);

-- What a subject (a claim) has in a pot.  recovered_fen: in all, also what went on to available.
CREATE TABLE fund_subject (
    zone_id text NOT NULL,
    pot_id text NOT NULL,
    subject text NOT NULL,
    last_no bigint NOT NULL,
    reserved_fen bigint NOT NULL,
    committed_fen bigint NOT NULL,
    paid_fen bigint NOT NULL,
    recovered_fen bigint NOT NULL,
    PRIMARY KEY (zone_id, pot_id, subject),
    FOREIGN KEY (zone_id, pot_id) REFERENCES pot (zone_id, id),
    CONSTRAINT fund_subject_not_negative CHECK (reserved_fen >= 0 AND committed_fen >= 0 AND paid_fen >= 0
        AND recovered_fen >= 0)
-- postgres-only: );
-- sqlite-only: ) WITHOUT ROWID;
CREATE INDEX fund_subject_pots ON fund_subject (subject, zone_id, pot_id);

-- The keys beside the primary one do not begin with the zone: of a table that it has never analysed PostgreSQL holds each
-- index that begins alike to be as good as the other, and could read the whole ledger to find one entry.
-- no: 1, 2, 3 ... within the pot.  actor_id: the user, empty for the system.  seal: keyed hash of the seal before, the
-- contents and the number of postings; nobody makes one who has the database alone.
CREATE TABLE fund_entry (
    zone_id text NOT NULL,
    pot_id text NOT NULL,
    no bigint NOT NULL,
    id text NOT NULL,
    kind text NOT NULL,
    amount_fen bigint NOT NULL,
    subject text,
    key text NOT NULL,
    note text,
    actor_id text NOT NULL,
    at bigint NOT NULL,
    seal text NOT NULL,
    PRIMARY KEY (zone_id, pot_id, no),
    UNIQUE (key, zone_id),
    FOREIGN KEY (zone_id, pot_id) REFERENCES pot (zone_id, id),
    CONSTRAINT fund_amount_positive CHECK (amount_fen > 0 AND amount_fen <= 9000000000000000),
    CONSTRAINT fund_subject_given CHECK ((subject IS NULL) = (kind IN ('add', 'cut')))
);
-- Partial, so that nothing but a question about subjects takes it.
CREATE INDEX fund_entry_subject ON fund_entry (zone_id, pot_id, subject, no) WHERE subject IS NOT NULL;

-- amount_fen: signed; those of an entry sum to 0.  balance_fen: of the account afterwards.
CREATE TABLE fund_posting (
    zone_id text NOT NULL,
    pot_id text NOT NULL,
    no bigint NOT NULL,
    leg bigint NOT NULL,
    account text NOT NULL,
    amount_fen bigint NOT NULL,
    balance_fen bigint NOT NULL,
    PRIMARY KEY (zone_id, pot_id, no, leg),
    FOREIGN KEY (zone_id, pot_id, no) REFERENCES fund_entry (zone_id, pot_id, no)
-- postgres-only: );
-- sqlite-only: ) WITHOUT ROWID;

-- What is booked stays; a correction is another entry.
-- sqlite-only: CREATE TRIGGER fund_entry_stays BEFORE UPDATE ON fund_entry BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- sqlite-only: CREATE TRIGGER fund_entry_keeps BEFORE DELETE ON fund_entry BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- sqlite-only: CREATE TRIGGER fund_posting_stays BEFORE UPDATE ON fund_posting BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- sqlite-only: CREATE TRIGGER fund_posting_keeps BEFORE DELETE ON fund_posting BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- postgres-only: CREATE FUNCTION fund_append_only() RETURNS trigger LANGUAGE plpgsql AS
-- postgres-only:   'BEGIN RAISE EXCEPTION ''append-only'' USING ERRCODE = ''restrict_violation''; END';
-- postgres-only: CREATE TRIGGER fund_entry_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON fund_entry
-- postgres-only:   FOR EACH STATEMENT EXECUTE FUNCTION fund_append_only();
-- postgres-only: CREATE TRIGGER fund_posting_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON fund_posting
-- postgres-only:   FOR EACH STATEMENT EXECUTE FUNCTION fund_append_only();
