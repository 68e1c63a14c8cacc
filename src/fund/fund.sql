-- fund.sql - pots, balances, entries.  verify.sql is apart: whoever checks does not use what writes.

-- fragment: pot
SELECT p.id, p.code, p.name_zh, p.name_en, p.year, p.basis, p.department_id,
       CASE WHEN :english THEN d.name_en ELSE d.name_zh END AS department_name,
       p.state, p.reuse_recovered, p.sample, p.created, p.updated, p.version,
       b.entries, b.budget_fen, b.available_fen, b.reserved_fen, b.committed_fen, b.paid_fen, b.recovered_fen
FROM pot p
JOIN fund_balance b ON b.zone_id = p.zone_id AND b.pot_id = p.id
LEFT JOIN department d ON d.zone_id = p.zone_id AND d.id = p.department_id
WHERE p.zone_id = :zone_id

-- name: fund_pot_by_id
-- use: pot
AND p.id = :id

-- name: fund_pot_by_code
-- use: pot
AND p.code = :code

-- name: fund_pot_page
-- use: pot
AND (CAST(:year AS bigint) IS NULL OR p.year = :year) AND (CAST(:state AS text) IS NULL OR p.state = :state)
AND (CAST(:department_id AS text) IS NULL OR p.department_id = :department_id)
AND (CAST(:q AS text) IS NULL OR lower(p.code) LIKE :q ESCAPE '!' OR lower(p.name_zh) LIKE :q ESCAPE '!'
  OR lower(p.name_en) LIKE :q ESCAPE '!' OR lower(p.basis) LIKE :q ESCAPE '!')
AND (p.year < :after_no OR (p.year = :after_no AND p.code > :after))
ORDER BY p.year DESC, p.code LIMIT :limit

-- name: fund_pot_insert
INSERT INTO pot (zone_id, id, code, name_zh, name_en, year, basis, department_id, state, reuse_recovered, sample,
                 created, updated, version)
VALUES (:zone_id, :id, :code, :name_zh, :name_en, :year, :basis, :department_id, :state, :reuse_recovered, :sample,
        :now, :now, 1)

-- name: fund_balance_insert
INSERT INTO fund_balance (zone_id, pot_id, entries, budget_fen, available_fen, reserved_fen, committed_fen, paid_fen,
                          recovered_fen, seal)
VALUES (:zone_id, :id, 0, 0, 0, 0, 0, 0, 0, '')

-- name: fund_pot_update
UPDATE pot SET name_zh = :name_zh, name_en = :name_en, basis = :basis, department_id = :department_id,
       reuse_recovered = :reuse_recovered, updated = :now, version = version + 1
WHERE zone_id = :zone_id AND id = :id AND version = :version

-- name: fund_pot_set_state
UPDATE pot SET state = :state, updated = :now, version = version + 1
WHERE zone_id = :zone_id AND id = :id AND version = :version

-- name: fund_department_exists
SELECT count(*) AS n FROM department WHERE zone_id = :zone_id AND id = :department_id

-- name: fund_spender_of
SELECT CASE WHEN s.kind = 'role' THEN s.value END AS role,
       CASE WHEN s.kind = 'department' THEN s.value END AS department_id,
       CASE WHEN :english THEN d.name_en ELSE d.name_zh END AS department_name
FROM pot_spender s LEFT JOIN department d ON s.kind = 'department' AND d.zone_id = s.zone_id AND d.id = s.value
WHERE s.zone_id = :zone_id AND s.pot_id = :id ORDER BY s.kind DESC, s.value

-- name: fund_spender_insert
INSERT INTO pot_spender (zone_id, pot_id, kind, value) VALUES (:zone_id, :id, :spender_kind, :spender)

-- name: fund_spender_clear
DELETE FROM pot_spender WHERE zone_id = :zone_id AND pot_id = :id

-- name: fund_summary
SELECT p.year, count(*) AS pots, count(*) FILTER (WHERE p.state = 'open') AS open,
       CAST(sum(b.budget_fen) AS bigint) AS budget_fen, CAST(sum(b.available_fen) AS bigint) AS available_fen,
       CAST(sum(b.reserved_fen) AS bigint) AS reserved_fen, CAST(sum(b.committed_fen) AS bigint) AS committed_fen,
       CAST(sum(b.paid_fen) AS bigint) AS paid_fen, CAST(sum(b.recovered_fen) AS bigint) AS recovered_fen
FROM pot p JOIN fund_balance b ON b.zone_id = p.zone_id AND b.pot_id = p.id
WHERE p.zone_id = :zone_id AND (CAST(:year AS bigint) IS NULL OR p.year = :year)
GROUP BY p.year ORDER BY p.year DESC

-- ---- moving ----

-- name: fund_move_pot
SELECT p.id, p.code, p.name_zh, p.name_en, p.state, p.reuse_recovered, b.entries, b.seal, b.budget_fen, b.available_fen,
       b.reserved_fen, b.committed_fen, b.paid_fen, b.recovered_fen,
       (SELECT count(*) FROM pot_spender s WHERE s.zone_id = p.zone_id AND s.pot_id = p.id) AS spenders
FROM pot p JOIN fund_balance b ON b.zone_id = p.zone_id AND b.pot_id = p.id
WHERE p.zone_id = :zone_id AND p.id = :id

-- name: fund_actor_grants
SELECT g.role, g.scope, NULLIF(g.scope_id, '') AS scope_id FROM user_grant g
WHERE g.zone_id = :zone_id AND g.user_id = :actor_id

-- The guard is here: no row changes when any account would leave its range or another entry came between; the row's
-- CHECKs say it once more.  after_no: the number of the entry before.
-- name: fund_balance_move
UPDATE fund_balance SET entries = :no, seal = :seal, budget_fen = budget_fen + :budget_fen,
       available_fen = available_fen + :available_fen, reserved_fen = reserved_fen + :reserved_fen,
       committed_fen = committed_fen + :committed_fen, paid_fen = paid_fen + :paid_fen,
       recovered_fen = recovered_fen + :recovered_fen
WHERE zone_id = :zone_id AND pot_id = :id AND entries = :after_no AND budget_fen + :budget_fen BETWEEN 0 AND 9000000000000000
  AND available_fen + :available_fen >= 0 AND reserved_fen + :reserved_fen >= 0
  AND committed_fen + :committed_fen >= 0 AND paid_fen + :paid_fen >= 0 AND recovered_fen + :recovered_fen >= 0

-- name: fund_subject_one
-- many
SELECT s.pot_id, s.subject, s.reserved_fen, s.committed_fen, s.paid_fen, s.recovered_fen, s.last_no
FROM fund_subject s WHERE s.zone_id = :zone_id AND s.pot_id = :id AND s.subject = :subject

-- name: fund_subject_insert
INSERT INTO fund_subject (zone_id, pot_id, subject, last_no, reserved_fen, committed_fen, paid_fen, recovered_fen)
VALUES (:zone_id, :id, :subject, :no, :reserved_fen, :committed_fen, :paid_fen, :recovered_fen)

-- name: fund_subject_move
-- many
UPDATE fund_subject SET last_no = :no, reserved_fen = reserved_fen + :reserved_fen,
       committed_fen = committed_fen + :committed_fen, paid_fen = paid_fen + :paid_fen,
       recovered_fen = recovered_fen + :recovered_fen
WHERE zone_id = :zone_id AND pot_id = :id AND subject = :subject AND reserved_fen + :reserved_fen >= 0
  AND committed_fen + :committed_fen >= 0 AND paid_fen + :paid_fen >= 0

-- name: fund_entry_insert
INSERT INTO fund_entry (zone_id, pot_id, no, id, kind, amount_fen, subject, key, note, actor_id, at, seal)
VALUES (:zone_id, :pot_id, :no, :id, :kind, :amount_fen, :subject, :key, :note, :actor_id, :at, :seal)

-- name: fund_posting_insert
INSERT INTO fund_posting (zone_id, pot_id, no, leg, account, amount_fen, balance_fen)
VALUES (:zone_id, :pot_id, :no, :leg, :account, :amount_fen, :balance_fen)

-- ---- reading the ledger ----

-- fragment: entry
SELECT e.id, e.pot_id, p.code AS pot_code, e.no, e.kind, e.amount_fen, e.subject, k.no AS subject_no, e.key, e.note,
       NULLIF(e.actor_id, '') AS actor_id, u.name AS actor_name, e.at
FROM fund_entry e
JOIN pot p ON p.zone_id = e.zone_id AND p.id = e.pot_id
LEFT JOIN app_user u ON u.zone_id = e.zone_id AND u.id = e.actor_id
LEFT JOIN claim k ON k.zone_id = e.zone_id AND k.id = e.subject
WHERE e.zone_id = :zone_id

-- name: fund_entry_by_key
-- many
-- use: entry
AND e.key = :key

-- name: fund_entry_page
-- use: entry
AND e.pot_id = :id AND e.no < :after_no AND (CAST(:kind AS text) IS NULL OR e.kind = :kind)
ORDER BY e.no DESC LIMIT :limit

-- name: fund_entry_after
-- use: entry
AND e.pot_id = :id AND e.no > :after_no AND (CAST(:kind AS text) IS NULL OR e.kind = :kind)
ORDER BY e.no LIMIT :limit

-- name: fund_entry_of_subject
-- use: entry
AND e.pot_id IN (SELECT s.pot_id FROM fund_subject s WHERE s.zone_id = :zone_id AND s.subject = :subject)
AND e.subject = :subject AND (e.pot_id, e.no) > (:after, :after_no) ORDER BY e.pot_id, e.no LIMIT :limit

-- name: fund_posting_of
SELECT t.no, t.account, t.amount_fen, t.balance_fen FROM fund_posting t
WHERE t.zone_id = :zone_id AND t.pot_id = :id AND t.no > :after_no AND t.no <= :no ORDER BY t.no, t.leg

-- fragment: subject
SELECT s.pot_id, p.code AS pot_code, s.subject, k.no AS subject_no, s.reserved_fen, s.committed_fen, s.paid_fen, s.recovered_fen, s.last_no
FROM fund_subject s JOIN pot p ON p.zone_id = s.zone_id AND p.id = s.pot_id
LEFT JOIN claim k ON k.zone_id = s.zone_id AND k.id = s.subject
WHERE s.zone_id = :zone_id

-- name: fund_subject_page
-- use: subject
AND s.pot_id = :id AND s.subject > :after AND (NOT :open OR s.reserved_fen + s.committed_fen > 0)
ORDER BY s.subject LIMIT :limit

-- name: fund_subject_pots
-- use: subject
AND s.subject = :subject ORDER BY s.pot_id
