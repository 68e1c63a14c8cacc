-- 0007-policy.sql - documents, items, rule versions, the fact catalogue.

-- What rules may ask for.  choices: JSON list of {value, zh, en}; provider: who knows it, NULL = a form asks.
CREATE TABLE policy_fact (
    zone_id text NOT NULL REFERENCES zone (id),
    key text NOT NULL,
    type text NOT NULL,
    unit text,
    zh text NOT NULL,
    en text NOT NULL,
    provider text,
    as_of text,
    line boolean NOT NULL,
    detail text NOT NULL,
    updated bigint NOT NULL,
    PRIMARY KEY (zone_id, key)
);

CREATE TABLE policy_document (
    zone_id text NOT NULL REFERENCES zone (id),
    id text NOT NULL,
    no text NOT NULL,
    title_zh text NOT NULL,
    title_en text NOT NULL,
    issuer text NOT NULL,
    issued_on date,
    text text,
    budget_fen bigint,
    budget_yearly boolean NOT NULL,
    budget_note text,
    sample boolean NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (zone_id, id),
    UNIQUE (zone_id, no)
);

-- detail: JSON of the form's fields, exclusions, attachments, parameters and words.
CREATE TABLE policy_item (
    zone_id text NOT NULL,
    id text NOT NULL,
    document_id text NOT NULL,
    code text NOT NULL,
    name_zh text NOT NULL,
    name_en text NOT NULL,
    summary_zh text,
    summary_en text,
    kind text NOT NULL,
    subject text NOT NULL,
    state text NOT NULL,
    line_decision text NOT NULL,
    claim_decision text,
    detail text NOT NULL,
    pot_id text,
    opens_on date,
    closes_on date,
    reserve_at text NOT NULL,
    paid_to text NOT NULL,
    notice_days bigint NOT NULL,
    age_at text,
    person_key text,
    from_key text,
    to_key text,
    number_key text,
    try_it boolean NOT NULL,
    sample boolean NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (zone_id, id),
    UNIQUE (zone_id, code),
    FOREIGN KEY (zone_id, document_id) REFERENCES policy_document (zone_id, id),
    FOREIGN KEY (zone_id, pot_id) REFERENCES pot (zone_id, id)
);
CREATE INDEX policy_item_document ON policy_item (zone_id, document_id);

CREATE TABLE rule_version (
    zone_id text NOT NULL,
    id text NOT NULL,
    item_id text NOT NULL,
    no bigint NOT NULL,
    state text NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    dmn text NOT NULL,
    tests text NOT NULL,
    digest text NOT NULL,
    note text,
    tests_passed bigint NOT NULL,
    tests_failed bigint NOT NULL,
    author_id text NOT NULL,
    author_name text NOT NULL,
    reviewer_id text,
    reviewer_name text,
    publisher_id text,
    publisher_name text,
    created bigint NOT NULL,
    tested bigint,
    reviewed bigint,
    published bigint,
    version bigint NOT NULL,
    PRIMARY KEY (zone_id, id),
    UNIQUE (zone_id, item_id, no),
    FOREIGN KEY (zone_id, item_id) REFERENCES policy_item (zone_id, id)
);

-- Published is published: the database itself refuses another text, other dates, another author, and removal.
-- sqlite-only: CREATE TRIGGER rule_version_frozen BEFORE UPDATE ON rule_version
-- sqlite-only: WHEN OLD.published IS NOT NULL AND (NEW.zone_id <> OLD.zone_id OR NEW.id <> OLD.id
-- sqlite-only:   OR NEW.item_id <> OLD.item_id OR NEW.no <> OLD.no OR NEW.dmn <> OLD.dmn OR NEW.tests <> OLD.tests
-- sqlite-only:   OR NEW.digest <> OLD.digest OR NEW.valid_from <> OLD.valid_from OR NEW.valid_to IS NOT OLD.valid_to
-- sqlite-only:   OR NEW.author_id <> OLD.author_id OR NEW.reviewer_id IS NOT OLD.reviewer_id
-- sqlite-only:   OR NEW.publisher_id IS NOT OLD.publisher_id OR NEW.published IS NOT OLD.published
-- sqlite-only:   OR NEW.state NOT IN ('published', 'superseded'))
-- sqlite-only: BEGIN SELECT RAISE(ABORT, 'a published rule version never changes'); END;
-- sqlite-only: CREATE TRIGGER rule_version_kept BEFORE DELETE ON rule_version WHEN OLD.published IS NOT NULL
-- sqlite-only: BEGIN SELECT RAISE(ABORT, 'a published rule version is never removed'); END;
-- postgres-only: CREATE FUNCTION rule_version_frozen() RETURNS trigger LANGUAGE plpgsql AS $body$
-- postgres-only: BEGIN
-- postgres-only:   IF TG_OP = 'DELETE' THEN
-- postgres-only:     IF OLD.published IS NOT NULL THEN
-- postgres-only:       RAISE check_violation USING MESSAGE = 'a published rule version is never removed';
-- postgres-only:     END IF;
-- postgres-only:     RETURN OLD;
-- postgres-only:   END IF;
-- postgres-only:   IF OLD.published IS NOT NULL AND ((NEW.zone_id, NEW.id, NEW.item_id, NEW.no, NEW.dmn, NEW.tests,
-- postgres-only:     NEW.digest, NEW.valid_from, NEW.valid_to, NEW.author_id, NEW.reviewer_id, NEW.publisher_id,
-- postgres-only:     NEW.published) IS DISTINCT FROM (OLD.zone_id, OLD.id, OLD.item_id, OLD.no, OLD.dmn, OLD.tests,
-- postgres-only:     OLD.digest, OLD.valid_from, OLD.valid_to, OLD.author_id, OLD.reviewer_id, OLD.publisher_id,
-- postgres-only:     OLD.published) OR NEW.state NOT IN ('published', 'superseded')) THEN
-- postgres-only:     RAISE check_violation USING MESSAGE = 'a published rule version never changes';
-- postgres-only:   END IF;
-- postgres-only:   RETURN NEW;
-- postgres-only: END $body$;
-- postgres-only: CREATE TRIGGER rule_version_frozen BEFORE UPDATE OR DELETE ON rule_version
-- postgres-only: FOR EACH ROW EXECUTE FUNCTION rule_version_frozen();
