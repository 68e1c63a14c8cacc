-- payee.sql - accounts that money is paid to.

-- fragment: columns
SELECT p.id, p.payee, p.no, p.enterprise_id, p.worker_id, p.state, p.holder, p.number_sealed, p.number_hash,
       p.number_masked, p.odd, p.bank_name, p.cnaps, p.note, p.reason, p.entered_by_id, p.entered_by, p.entered,
       p.verified_by_id, p.verified_by, p.verified, p.version, e.area_id, e.name AS enterprise_name,
       (SELECT w.name FROM worker w WHERE w.zone_id = p.zone_id AND w.id = p.worker_id) AS worker_name,
       (SELECT count(DISTINCT o.payee) FROM payee_account o WHERE o.zone_id = p.zone_id AND o.number_hash = p.number_hash
          AND o.payee <> p.payee AND o.state IN ('entered', 'verified')) AS shared,
       CASE WHEN p.state = 'verified' THEN (SELECT max(f.reason) FROM claim_payment f WHERE f.zone_id = p.zone_id
          AND f.state = 'pay_failed' AND f.account_id = p.id) END AS failed
FROM payee_account p JOIN enterprise e ON e.zone_id = p.zone_id AND e.id = p.enterprise_id
WHERE p.zone_id = :zone_id

-- name: payee_row
-- use: columns
AND p.id = :id

-- The newest that may be paid to or waits, the verified one first.
-- name: payee_newest
-- use: columns
AND p.payee = :payee AND p.state IN ('entered', 'verified')
ORDER BY CASE WHEN p.state = 'verified' THEN 0 ELSE 1 END, p.no DESC LIMIT 1

-- name: payee_page
-- use: columns
AND p.id < :after
AND (CAST(:state AS text) IS NULL OR p.state = :state)
AND (CAST(:worker_id AS text) IS NULL OR p.worker_id = :worker_id)
AND (CAST(:enterprise_id AS text) IS NULL OR p.enterprise_id = :enterprise_id)
-- sqlite-only: AND (:bounds IS NULL OR instr(:bounds, e.id) > 0 OR instr(:bounds, coalesce(e.area_id, '?')) > 0)
-- postgres-only: AND (CAST(:bounds AS text) IS NULL OR strpos(:bounds, e.id) > 0 OR strpos(:bounds, coalesce(e.area_id, '?')) > 0)
ORDER BY p.id DESC LIMIT :limit

-- name: payee_same
SELECT p.id, p.state FROM payee_account p
WHERE p.zone_id = :zone_id AND p.payee = :payee AND p.number_hash = :number_hash AND p.cnaps = :cnaps
  AND p.holder = :holder AND p.bank_name = :bank_name AND p.state IN ('entered', 'verified') LIMIT 1

-- name: payee_last
SELECT coalesce(max(p.no), 0) AS no FROM payee_account p WHERE p.zone_id = :zone_id AND p.payee = :payee

-- name: payee_worker
SELECT w.id AS worker_id, w.name AS worker_name FROM worker w
WHERE w.zone_id = :zone_id AND w.id = :worker_id AND w.enterprise_id = :enterprise_id

-- name: payee_insert
INSERT INTO payee_account (zone_id, id, payee, no, enterprise_id, worker_id, state, holder, number_sealed, number_hash,
    number_masked, odd, bank_name, cnaps, note, entered_by_id, entered_by, entered, version)
VALUES (:zone_id, :id, :payee, :no, :enterprise_id, :worker_id, 'entered', :holder, :number_sealed, :number_hash,
    :number_masked, :odd, :bank_name, :cnaps, :note, :entered_by_id, :entered_by, :entered, 1)

-- name: payee_replace
UPDATE payee_account SET state = 'replaced', version = version + 1
WHERE zone_id = :zone_id AND payee = :payee AND state = 'verified'

-- name: payee_decide
UPDATE payee_account SET state = :state, verified_by_id = :verified_by_id, verified_by = :verified_by,
    verified = :verified, reason = :reason, version = version + 1
WHERE zone_id = :zone_id AND id = :id AND version = :version
