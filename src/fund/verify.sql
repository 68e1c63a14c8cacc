-- verify.sql - the raw rows of the ledger, for the check that shares nothing with fund.sql.

-- name: ledger_next_pot
SELECT p.id, p.code, b.entries, b.budget_fen, b.available_fen, b.reserved_fen, b.committed_fen, b.paid_fen,
       b.recovered_fen, b.seal
FROM pot p LEFT JOIN fund_balance b ON b.zone_id = p.zone_id AND b.pot_id = p.id
WHERE p.zone_id = :zone_id AND p.id > :after ORDER BY p.id LIMIT 2

-- name: ledger_entries
SELECT e.no, e.id, e.kind, e.amount_fen, e.subject, e.key, e.note, e.actor_id, e.at, e.seal FROM fund_entry e
WHERE e.zone_id = :zone_id AND e.pot_id = :pot_id AND e.no > :after_no ORDER BY e.no LIMIT :limit

-- name: ledger_postings
SELECT t.no, t.account, t.amount_fen, t.balance_fen FROM fund_posting t
WHERE t.zone_id = :zone_id AND t.pot_id = :pot_id AND t.no > :after_no AND t.no <= :to_no ORDER BY t.no, t.leg

-- name: ledger_by_subject
SELECT e.no, e.kind, e.amount_fen, e.subject FROM fund_entry e
WHERE e.zone_id = :zone_id AND e.pot_id = :pot_id AND e.subject IS NOT NULL
  AND (e.subject, e.no) > (:after, :after_no) ORDER BY e.subject, e.no LIMIT :limit

-- name: ledger_subjects
SELECT s.subject, s.last_no, s.reserved_fen, s.committed_fen, s.paid_fen, s.recovered_fen FROM fund_subject s
WHERE s.zone_id = :zone_id AND s.pot_id = :pot_id AND s.subject > :after ORDER BY s.subject LIMIT :limit

-- name: ledger_keys_twice
SELECT max(p.code) AS code, e.key AS subject, max(e.no) AS no
FROM fund_entry e JOIN pot p ON p.zone_id = e.zone_id AND p.id = e.pot_id
WHERE e.zone_id = :zone_id GROUP BY e.key HAVING count(*) > 1 ORDER BY e.key LIMIT :limit

-- name: ledger_orphans
SELECT t.no, t.account, t.amount_fen FROM fund_posting t
WHERE t.zone_id = :zone_id AND t.pot_id = :pot_id AND NOT EXISTS (SELECT 1 FROM fund_entry e
  WHERE e.zone_id = t.zone_id AND e.pot_id = t.pot_id AND e.no = t.no) ORDER BY t.no, t.leg LIMIT :limit
