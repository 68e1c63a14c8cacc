-- policy.sql - documents, items, rule versions, the fact catalogue, and what the registry knows of subjects.

-- ---- the catalogue ----

-- name: fact_rows
SELECT key, type, unit, zh, en, provider, as_of, line, detail, updated FROM policy_fact
WHERE zone_id = :zone_id ORDER BY key

-- name: fact_put
INSERT INTO policy_fact (zone_id, key, type, unit, zh, en, provider, as_of, line, detail, updated)
VALUES (:zone_id, :key, :type, :unit, :zh, :en, :provider, :as_of, :line, :detail, :updated)
ON CONFLICT (zone_id, key) DO UPDATE SET type = excluded.type, unit = excluded.unit, zh = excluded.zh,
    en = excluded.en, provider = excluded.provider, as_of = excluded.as_of, line = excluded.line,
    detail = excluded.detail, updated = excluded.updated

-- name: fact_stamp
SELECT coalesce(max(updated), 0) AS updated FROM policy_fact WHERE zone_id = :zone_id

-- ---- documents ----

-- fragment: document
SELECT d.id, d.no, d.title_zh, d.title_en, d.issuer, d.issued_on, d.text, d.budget_fen, d.budget_yearly, d.budget_note,
       d.sample, d.version,
       (SELECT count(*) FROM policy_item i WHERE i.zone_id = d.zone_id AND i.document_id = d.id) AS items
FROM policy_document d WHERE d.zone_id = :zone_id

-- name: document_rows
-- use: document
ORDER BY d.no

-- name: document_row
-- use: document
AND d.id = :id

-- name: document_by_no
-- use: document
AND d.no = :no

-- name: document_insert
INSERT INTO policy_document (zone_id, id, no, title_zh, title_en, issuer, issued_on, text, budget_fen, budget_yearly,
    budget_note, sample, version)
VALUES (:zone_id, :id, :no, :title_zh, :title_en, :issuer, :issued_on, :text, :budget_fen, :budget_yearly,
    :budget_note, :sample, 1)

-- name: document_save
UPDATE policy_document SET no = :no, title_zh = :title_zh, title_en = :title_en, issuer = :issuer,
    issued_on = :issued_on, text = :text, budget_fen = :budget_fen, budget_yearly = :budget_yearly,
    budget_note = :budget_note, sample = :sample, version = version + 1
WHERE zone_id = :zone_id AND id = :id AND version = :version

-- ---- items ----

-- fragment: item
SELECT i.id, i.document_id, d.title_zh AS document_title, d.title_en AS document_title_en, i.code, i.name_zh, i.name_en, i.summary_zh, i.summary_en,
       i.kind, i.subject, i.state, i.line_decision, i.claim_decision, i.detail, i.pot_id, i.opens_on, i.closes_on,
       i.reserve_at, i.paid_to, i.notice_days, i.age_at, i.person_key, i.from_key, i.to_key, i.number_key, i.try_it,
       i.sample, i.version,
       (SELECT r.id FROM rule_version r WHERE r.zone_id = i.zone_id AND r.item_id = i.id AND r.published IS NOT NULL
          AND r.valid_from <= :today AND (r.valid_to IS NULL OR r.valid_to >= :today)
        ORDER BY r.no DESC LIMIT 1) AS rule_version_id
FROM policy_item i JOIN policy_document d ON d.zone_id = i.zone_id AND d.id = i.document_id
WHERE i.zone_id = :zone_id

-- name: item_rows
-- use: item
AND (CAST(:document_id AS text) IS NULL OR i.document_id = :document_id)
AND (CAST(:code AS text) IS NULL OR i.code = :code) AND (CAST(:kind AS text) IS NULL OR i.kind = :kind)
AND (CAST(:subject AS text) IS NULL OR i.subject = :subject) AND (CAST(:state AS text) IS NULL OR i.state = :state)
ORDER BY i.code

-- name: item_row
-- use: item
AND i.id = :id

-- Changes with whatever changes in an item, because every change moves its version on and none is taken away.
-- name: item_stamp
SELECT count(*) AS n, CAST(coalesce(sum(i.version), 0) AS bigint) AS versions FROM policy_item i WHERE i.zone_id = :zone_id

-- name: item_insert
INSERT INTO policy_item (zone_id, id, document_id, code, name_zh, name_en, summary_zh, summary_en, kind, subject, state,
    line_decision, claim_decision, detail, pot_id, opens_on, closes_on, reserve_at, paid_to, notice_days, age_at,
    person_key, from_key, to_key, number_key, try_it, sample, version)
VALUES (:zone_id, :id, :document_id, :code, :name_zh, :name_en, :summary_zh, :summary_en, :kind, :subject, :state,
    :line_decision, :claim_decision, :detail, :pot_id, :opens_on, :closes_on, :reserve_at, :paid_to, :notice_days,
    :age_at, :person_key, :from_key, :to_key, :number_key, :try_it, :sample, 1)

-- name: item_save
UPDATE policy_item SET document_id = :document_id, code = :code, name_zh = :name_zh, name_en = :name_en,
    summary_zh = :summary_zh, summary_en = :summary_en, kind = :kind, subject = :subject, state = :state,
    line_decision = :line_decision, claim_decision = :claim_decision, detail = :detail, pot_id = :pot_id,
    opens_on = :opens_on, closes_on = :closes_on, reserve_at = :reserve_at, paid_to = :paid_to,
    notice_days = :notice_days, age_at = :age_at, person_key = :person_key, from_key = :from_key, to_key = :to_key,
    number_key = :number_key, try_it = :try_it, sample = :sample, version = version + 1
WHERE zone_id = :zone_id AND id = :id AND version = :version

-- ---- rule versions ----

-- fragment: rule_head
SELECT r.id, r.item_id, i.code AS item_code, r.no, r.state, r.valid_from, r.valid_to, r.digest, r.note, r.tests_passed,
       r.tests_failed, r.author_id, r.author_name, r.reviewer_id, r.reviewer_name, r.publisher_id, r.publisher_name,
       r.created, r.tested, r.reviewed, r.published, r.version

-- name: rule_rows
-- use: rule_head
FROM rule_version r JOIN policy_item i ON i.zone_id = r.zone_id AND i.id = r.item_id
WHERE r.zone_id = :zone_id AND r.item_id = :item_id ORDER BY r.no DESC

-- name: rule_row
-- use: rule_head
, r.dmn, r.tests FROM rule_version r JOIN policy_item i ON i.zone_id = r.zone_id AND i.id = r.item_id
WHERE r.zone_id = :zone_id AND r.id = :id

-- name: rule_of_date
SELECT r.id FROM rule_version r WHERE r.zone_id = :zone_id AND r.item_id = :item_id AND r.published IS NOT NULL
  AND r.valid_from <= :valid_from AND (r.valid_to IS NULL OR r.valid_to >= :valid_from)
ORDER BY r.no DESC LIMIT 1

-- name: rule_key
SELECT r.id, r.item_id, r.digest, i.line_decision, i.claim_decision, i.version,
       (SELECT coalesce(max(f.updated), 0) FROM policy_fact f WHERE f.zone_id = r.zone_id) AS updated
FROM rule_version r JOIN policy_item i ON i.zone_id = r.zone_id AND i.id = r.item_id
WHERE r.zone_id = :zone_id AND r.id = :id

-- name: rule_newest
SELECT coalesce(max(r.no), 0) AS no FROM rule_version r WHERE r.zone_id = :zone_id AND r.item_id = :item_id

-- name: rule_published
SELECT count(*) AS n FROM rule_version r WHERE r.zone_id = :zone_id AND r.item_id = :id AND r.published IS NOT NULL

-- name: rule_insert
INSERT INTO rule_version (zone_id, id, item_id, no, state, valid_from, valid_to, dmn, tests, digest, note, tests_passed,
    tests_failed, author_id, author_name, created, version)
VALUES (:zone_id, :id, :item_id, :no, :state, :valid_from, :valid_to, :dmn, :tests, :digest, :note, 0, 0, :author_id,
    :author_name, :created, 1)

-- name: rule_rewrite
UPDATE rule_version SET state = 'draft', valid_from = :valid_from, valid_to = :valid_to, dmn = :dmn, tests = :tests,
    digest = :digest, note = :note, tests_passed = 0, tests_failed = 0, author_id = :author_id,
    author_name = :author_name, reviewer_id = NULL, reviewer_name = NULL, tested = NULL, reviewed = NULL,
    version = version + 1
WHERE zone_id = :zone_id AND id = :id AND version = :version AND published IS NULL

-- name: rule_step
UPDATE rule_version SET state = :state, tests_passed = :tests_passed, tests_failed = :tests_failed, tested = :tested,
    reviewer_id = :reviewer_id, reviewer_name = :reviewer_name, reviewed = :reviewed, publisher_id = :publisher_id,
    publisher_name = :publisher_name, published = :published, version = version + 1
WHERE zone_id = :zone_id AND id = :id AND version = :version

-- name: rule_supersede
UPDATE rule_version SET state = 'superseded', version = version + 1
WHERE zone_id = :zone_id AND item_id = :item_id AND id <> :id AND state = 'published' AND valid_from >= :valid_from
  AND (CAST(:valid_to AS date) IS NULL OR valid_to <= :valid_to)

-- name: rule_by_digest
SELECT r.id FROM rule_version r
WHERE r.zone_id = :zone_id AND r.item_id = :item_id AND r.digest = :digest AND r.valid_from = :valid_from
ORDER BY r.no DESC LIMIT 1

-- ---- what the registry knows ----

-- fragment: current_relation
EXISTS (SELECT 1 FROM enterprise_relation r WHERE r.zone_id = e.zone_id AND r.enterprise_id = e.id
        AND r.since <= :as_of AND (r.until IS NULL OR r.until >= :as_of) AND r.kind =

-- fragment: current_flag
EXISTS (SELECT 1 FROM enterprise_flag f WHERE f.zone_id = e.zone_id AND f.enterprise_id = e.id
        AND f.since <= :as_of AND (f.until IS NULL OR f.until >= :as_of) AND f.flag =

-- fragment: enterprise_facts
SELECT e.id AS enterprise_id, e.no, y.year, y.headcount, y.revenue_fen, y.assets_fen, e.industry, e.area_id,
       a.code AS area_code, a.name_zh AS area_name, e.registered_on,
-- use: current_relation
'registration') AS registration,
-- use: current_relation
'tax') AS tax,
-- use: current_relation
'statistics') AS statistics,
-- use: current_flag
'above_scale') AS above_scale,
-- use: current_flag
'high_tech') AS high_tech,
-- use: current_flag
'resumed') AS resumed,
-- use: current_flag
'specialised') AS specialised,
-- use: current_flag
'listed') AS listed
FROM enterprise e LEFT JOIN area a ON a.zone_id = e.zone_id AND a.id = e.area_id
LEFT JOIN enterprise_year y ON y.zone_id = e.zone_id AND y.enterprise_id = e.id AND y.year = (
    SELECT max(m.year) FROM enterprise_year m WHERE m.zone_id = e.zone_id AND m.enterprise_id = e.id
    AND m.year <= :year)

-- name: enterprise_facts_one
-- use: enterprise_facts
WHERE e.zone_id = :zone_id AND e.id = :enterprise_id

-- name: enterprise_facts_page
-- use: enterprise_facts
WHERE e.zone_id = :zone_id AND e.state = 'active' AND e.id > :after ORDER BY e.id LIMIT :limit

-- fragment: worker_facts
SELECT w.id AS worker_id, w.enterprise_id, w.name, w.birth, w.hired_on, w.left_on, w.household, w.degree, w.title
FROM worker w WHERE w.zone_id = :zone_id

-- name: worker_facts_one
-- use: worker_facts
AND w.id = :worker_id

-- name: worker_facts_of
-- use: worker_facts
AND w.enterprise_id = :enterprise_id AND w.id > :after ORDER BY w.id LIMIT :limit

-- name: worker_facts_page
-- use: worker_facts
AND w.id > :after ORDER BY w.id LIMIT :limit
