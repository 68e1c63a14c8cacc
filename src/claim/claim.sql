-- claim.sql - claims, their lines, history, payments, and what is counted once.

-- Money that came so far; nothing is asked of claims that are not that far.
-- fragment: paid
CASE WHEN m.state IN ('payable', 'in_batch', 'paid', 'pay_failed') THEN CAST(COALESCE((SELECT sum(p.amount_fen)
    FROM claim_payment p WHERE p.zone_id = m.zone_id AND p.claim_id = m.id AND p.state = 'paid'), 0) AS bigint)
    ELSE 0 END AS paid_fen,
CASE WHEN m.state IN ('payable', 'in_batch', 'paid', 'pay_failed') THEN (SELECT count(*)
    FROM claim_payment p WHERE p.zone_id = m.zone_id AND p.claim_id = m.id AND p.state = 'paid')
    ELSE 0 END AS paid_count

-- fragment: columns
SELECT m.zone_id, m.id, m.state, m.queue, m.since, m.updated, m.version, m.round, m.money, m.total_fen, m.reserved_fen,
       m.line_count, m.stopped_us, m.created, m.submitted, m.no, m.item_id, m.item_code, m.name_zh, m.name_en, m.paid_to,
       m.reserve_at, m.pot_id, m.enterprise_id, m.holder_id, m.holder_name, m.created_by_id, m.created_by,
       m.submitted_by, m.first_by, m.second_by, m.as_of, m.rule_version_id, m.verdict, m.note, m.reason,
       e.name AS enterprise_name, e.area_id,
-- use: paid

-- name: claim_row
-- use: columns
, t.form, t.facts, t.reasons_zh, t.reasons_en
FROM claim m JOIN enterprise e ON e.zone_id = m.zone_id AND e.id = m.enterprise_id
JOIN claim_text t ON t.zone_id = m.zone_id AND t.claim_id = m.id
WHERE m.zone_id = :zone_id AND m.id = :id

-- name: claim_insert
INSERT INTO claim (zone_id, id, state, queue, since, updated, version, round, money, total_fen, reserved_fen, line_count,
    stopped_us, created, item_id, item_code, name_zh, name_en, paid_to, reserve_at, pot_id, enterprise_id, created_by_id,
    created_by, note)
VALUES (:zone_id, :id, :state, :queue, :since, :updated, 1, 0, :money, 0, 0, :line_count, 0, :created, :item_id,
    :item_code, :name_zh, :name_en, :paid_to, :reserve_at, :pot_id, :enterprise_id, :created_by_id, :created_by, :note)

-- name: claim_save
UPDATE claim SET state = :state, queue = :queue, since = :since, updated = :updated, version = version + 1, round = :round,
    money = :money, total_fen = :total_fen, reserved_fen = :reserved_fen, line_count = :line_count,
    stopped_us = :stopped_us, submitted = :submitted, no = :no, paid_to = :paid_to, reserve_at = :reserve_at,
    pot_id = :pot_id, holder_id = :holder_id, holder_name = :holder_name, submitted_by = :submitted_by,
    first_by = :first_by, second_by = :second_by, as_of = :as_of, rule_version_id = :rule_version_id,
    verdict = :verdict, note = :note, reason = :reason
WHERE zone_id = :zone_id AND id = :id AND version = :version

-- name: claim_text_put
INSERT INTO claim_text (zone_id, claim_id, form, facts, reasons_zh, reasons_en)
VALUES (:zone_id, :id, :form, :facts, :reasons_zh, :reasons_en)
ON CONFLICT (zone_id, claim_id) DO UPDATE SET form = excluded.form, facts = excluded.facts,
    reasons_zh = excluded.reasons_zh, reasons_en = excluded.reasons_en

-- name: claim_number
INSERT INTO claim_counter (zone_id, year, last) VALUES (:zone_id, :year, 1)
ON CONFLICT (zone_id, year) DO UPDATE SET last = claim_counter.last + 1 RETURNING last AS n

-- From state to state along the index: counting one state needs no grouping, which takes twice as long.
-- name: claim_states
WITH RECURSIVE s(state) AS (
    SELECT min(f.state) FROM claim f WHERE f.zone_id = :zone_id
    UNION ALL
    SELECT (SELECT min(n.state) FROM claim n WHERE n.zone_id = :zone_id AND n.state > s.state) FROM s WHERE s.state IS NOT NULL)
SELECT s.state, (SELECT count(*) FROM claim m WHERE m.zone_id = :zone_id AND m.state = s.state) AS n
FROM s WHERE s.state IS NOT NULL

-- name: claim_states_enterprise
SELECT m.state, count(*) AS n FROM claim m WHERE m.zone_id = :zone_id AND m.enterprise_id = :enterprise_id GROUP BY m.state

-- name: claim_states_bound
SELECT m.state, count(*) AS n FROM claim m JOIN enterprise e ON e.zone_id = m.zone_id AND e.id = m.enterprise_id
WHERE m.zone_id = :zone_id
-- sqlite-only: AND (instr(:bounds, e.id) > 0 OR instr(:bounds, coalesce(e.area_id, '?')) > 0)
-- postgres-only: AND (strpos(:bounds, e.id) > 0 OR strpos(:bounds, coalesce(e.area_id, '?')) > 0)
GROUP BY m.state

-- ---- lists: each keeps to one index and reads what a row of a list shows ----

-- fragment: filter
SELECT m.id, m.state, m.queue, m.since, m.updated, m.version, m.total_fen, m.line_count, m.submitted, m.no, m.item_id,
       m.item_code, m.name_zh, m.name_en, m.enterprise_id, m.holder_name, m.verdict, e.name AS enterprise_name,
-- use: paid
FROM claim m JOIN enterprise e ON e.zone_id = m.zone_id AND e.id = m.enterprise_id
WHERE m.zone_id = :zone_id
AND (CAST(:item_id AS text) IS NULL OR m.item_id = :item_id)
AND (CAST(:no AS text) IS NULL OR m.no = :no)
-- sqlite-only: AND (:bounds IS NULL OR instr(:bounds, e.id) > 0 OR instr(:bounds, coalesce(e.area_id, '?')) > 0)
-- postgres-only: AND (CAST(:bounds AS text) IS NULL OR strpos(:bounds, e.id) > 0 OR strpos(:bounds, coalesce(e.area_id, '?')) > 0)

-- name: list_queue
-- use: filter
AND m.queue = :queue AND (m.since, m.id) > (:after_time, :after_id)
AND (CAST(:state AS text) IS NULL OR m.state = :state)
AND (CAST(:enterprise_id AS text) IS NULL OR m.enterprise_id = :enterprise_id)
ORDER BY m.since, m.id LIMIT :limit

-- name: list_queue_item
-- use: filter
AND m.queue = :queue AND (m.since, m.id) > (:after_time, :after_id)
AND (CAST(:state AS text) IS NULL OR m.state = :state)
ORDER BY m.since, m.id LIMIT :limit

-- name: list_queue_enterprise
-- use: filter
AND m.enterprise_id = :enterprise_id AND m.queue = :queue AND (m.since, m.id) > (:after_time, :after_id)
AND (CAST(:state AS text) IS NULL OR m.state = :state)
ORDER BY m.since, m.id LIMIT :limit

-- name: list_state
-- use: filter
AND m.state = :state AND (m.updated, m.id) < (:after_time, :after_id)
ORDER BY m.updated DESC, m.id DESC LIMIT :limit

-- name: list_enterprise
-- use: filter
AND m.enterprise_id = :enterprise_id AND (m.updated, m.id) < (:after_time, :after_id)
AND (CAST(:state AS text) IS NULL OR m.state = :state)
ORDER BY m.updated DESC, m.id DESC LIMIT :limit

-- name: list_holder
-- use: filter
AND m.holder_id = :holder_id AND (CAST(:queue AS text) IS NULL OR m.queue = :queue) AND (m.updated, m.id) < (:after_time, :after_id)
AND (CAST(:state AS text) IS NULL OR m.state = :state)
AND (CAST(:enterprise_id AS text) IS NULL OR m.enterprise_id = :enterprise_id)
ORDER BY m.updated DESC, m.id DESC LIMIT :limit

-- name: list_number
-- use: filter
ORDER BY m.updated DESC, m.id DESC LIMIT :limit

-- name: list_all
-- use: filter
AND (m.updated, m.id) < (:after_time, :after_id)
ORDER BY m.updated DESC, m.id DESC LIMIT :limit

-- ---- lines ----

-- name: line_insert
INSERT INTO claim_line (zone_id, claim_id, line, amount_fen, worker_id, person, worker_name, id_masked, facts)
SELECT CAST(:zone_id AS text), CAST(:claim_id AS text), CAST(:line AS bigint), 0, CAST(:worker_id AS text), w.id_hash,
    w.name, w.id_masked, CAST(:facts AS text)
FROM (SELECT 1 AS one) o LEFT JOIN worker w
    ON w.zone_id = :zone_id AND w.id = :worker_id AND w.enterprise_id = :enterprise_id

-- name: line_judge
-- many
UPDATE claim_line SET verdict = :verdict, amount_fen = :amount_fen, reason_zh = :reason_zh, reason_en = :reason_en
WHERE zone_id = :zone_id AND claim_id = :claim_id AND line = :line

-- name: line_drop
DELETE FROM claim_line WHERE zone_id = :zone_id AND claim_id = :claim_id

-- name: line_all
SELECT l.zone_id, l.claim_id, l.line, l.amount_fen, l.verdict, l.worker_id, l.person, l.worker_name, l.id_masked, l.facts,
       l.reason_zh, l.reason_en
FROM claim_line l WHERE l.zone_id = :zone_id AND l.claim_id = :claim_id ORDER BY l.line

-- ---- history ----

-- name: event_insert
INSERT INTO claim_event (zone_id, claim_id, seq, at, act, from_state, to_state, actor_id, actor_name, note)
SELECT CAST(:zone_id AS text), CAST(:claim_id AS text), coalesce(max(v.seq), 0) + 1, CAST(:at AS bigint),
    CAST(:act AS text), CAST(:from_state AS text), CAST(:to_state AS text), CAST(:actor_id AS text),
    CAST(:actor_name AS text), CAST(:note AS text)
FROM claim_event v WHERE v.zone_id = :zone_id AND v.claim_id = :claim_id

-- name: event_insert_at
INSERT INTO claim_event (zone_id, claim_id, seq, at, act, from_state, to_state, actor_id, actor_name, note)
VALUES (:zone_id, :claim_id, :seq, :at, :act, :from_state, :to_state, :actor_id, :actor_name, :note)

-- name: event_all
SELECT v.seq, v.at, v.act, v.from_state, v.to_state, v.actor_id, v.actor_name, v.note
FROM claim_event v WHERE v.zone_id = :zone_id AND v.claim_id = :claim_id ORDER BY v.seq

-- What one person did in a claim: as applicant, as first and as second reviewer.
-- name: event_parts
-- many
SELECT count(*) FILTER (WHERE v.act IN ('create', 'edit', 'submit', 'resubmit', 'correct')) AS applied,
       count(*) FILTER (WHERE v.act IN ('take', 'pass', 'ask', 'reject') AND v.from_state <> 'second_review') AS first,
       count(*) FILTER (WHERE v.act IN ('take', 'approve', 'ask', 'reject') AND v.from_state = 'second_review') AS second,
       (SELECT count(*) FROM claim_payment p JOIN payee_account a ON a.zone_id = p.zone_id AND a.id = p.account_id
        WHERE p.zone_id = :zone_id AND p.claim_id = :claim_id AND p.state = 'payable' AND a.state <> 'verified') AS replaced,
       (SELECT count(*) FROM claim m JOIN app_user u ON u.zone_id = m.zone_id AND u.id = m.holder_id
        WHERE m.zone_id = :zone_id AND m.id = :claim_id AND u.state <> 'active') AS orphaned
FROM claim_event v WHERE v.zone_id = :zone_id AND v.claim_id = :claim_id AND v.actor_id = :actor_id

-- ---- what is counted once ----

-- name: guard_drop
DELETE FROM claim_guard WHERE zone_id = :zone_id AND claim_id = :claim_id

-- name: guard_insert
INSERT INTO claim_guard (zone_id, scope, key, slot, claim_id, line, item_code)
VALUES (:zone_id, :scope, :key, :slot, :claim_id, :line, :item_code)
ON CONFLICT (zone_id, scope, key, slot) DO NOTHING

-- name: guard_count
SELECT count(*) AS n, min(g.scope) AS scope, max(g.scope) AS key FROM claim_guard g WHERE g.zone_id = :zone_id AND g.claim_id = :claim_id

-- Somebody else's row of the same thing as one of ours: any where only one may be, else another item's.
-- name: guard_other
SELECT o.claim_id, o.item_code, o.key, g.line, g.line AS n, m.no AS claim_no
FROM claim_guard g JOIN claim_guard o ON o.zone_id = g.zone_id AND o.scope = g.scope AND o.key = g.key
JOIN claim m ON m.zone_id = o.zone_id AND m.id = o.claim_id
WHERE g.zone_id = :zone_id AND g.claim_id = :claim_id AND o.claim_id <> g.claim_id
  AND (o.slot = '' OR o.item_code <> g.item_code)
ORDER BY g.line, o.key LIMIT 1

-- ---- payments ----

-- fragment: payment
SELECT p.zone_id, p.id, p.claim_id, p.state, p.amount_fen, p.attempt, p.payee, p.worker_id, p.account_id, p.reason,
       a.holder, a.number_masked, a.number_sealed, a.bank_name, a.cnaps, a.state <> 'verified' AS replaced, m.no AS claim_no, m.item_id, m.item_code,
       m.name_zh, m.name_en, m.pot_id, m.enterprise_id
FROM claim_payment p JOIN payee_account a ON a.zone_id = p.zone_id AND a.id = p.account_id
JOIN claim m ON m.zone_id = p.zone_id AND m.id = p.claim_id
WHERE p.zone_id = :zone_id

-- name: payment_of
-- use: payment
AND p.claim_id = :claim_id ORDER BY p.id

-- name: payment_row
-- many
-- use: payment
AND p.id = :id

-- name: payment_payable
-- use: payment
AND p.state = 'payable' AND p.id > :after
AND (CAST(:item_id AS text) IS NULL OR m.item_id = :item_id)
AND (CAST(:pot_id AS text) IS NULL OR m.pot_id = :pot_id)
ORDER BY p.id LIMIT :limit

-- name: payment_insert
INSERT INTO claim_payment (zone_id, id, claim_id, state, amount_fen, attempt, payee, worker_id, account_id)
VALUES (:zone_id, :id, :claim_id, 'payable', :amount_fen, 1, :payee, :worker_id, :account_id)

-- name: payment_save
-- many
UPDATE claim_payment SET state = :state, attempt = :attempt, account_id = :account_id, reason = :reason
WHERE zone_id = :zone_id AND id = :id

-- What moving a claim's payments needs of it; n: the newest line of its history.
-- name: payment_claim
-- many
SELECT m.zone_id, m.id, m.state, m.queue, m.since, m.version, m.no, m.pot_id, m.holder_id, m.holder_name,
       (SELECT max(v.seq) FROM claim_event v WHERE v.zone_id = m.zone_id AND v.claim_id = m.id) AS n
FROM claim m WHERE m.zone_id = :zone_id AND m.id = :id

-- name: payment_claim_save
-- many
UPDATE claim SET state = :state, queue = :queue, since = :since, updated = :updated, version = version + 1,
    holder_id = :holder_id, holder_name = :holder_name
WHERE zone_id = :zone_id AND id = :id AND version = :version

-- name: payment_states
-- many
SELECT count(*) FILTER (WHERE p.state = 'pay_failed') AS failed, count(*) FILTER (WHERE p.state = 'payable') AS payable,
       count(*) FILTER (WHERE p.state = 'in_batch') AS in_batch, count(*) FILTER (WHERE p.state = 'paid') AS paid
FROM claim_payment p WHERE p.zone_id = :zone_id AND p.claim_id = :claim_id
