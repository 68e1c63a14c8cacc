-- bank.sql - accounts that are paid from, batches, lines, files, results; reconciliation reads claims and the ledger.

-- ---- accounts that are paid from ----

-- fragment: payer
SELECT y.id, y.name, y.account_sealed, y.account_masked, y.bank_name, y.cnaps, y.code, y.closed, y.created, y.version
FROM payer y WHERE y.zone_id = :zone_id

-- name: bank_payer_all
-- use: payer
ORDER BY y.closed, y.id

-- name: bank_payer_one
-- use: payer
AND y.id = :id

-- name: bank_payer_insert
INSERT INTO payer (zone_id, id, name, account_sealed, account_masked, bank_name, cnaps, code, closed, created, version)
VALUES (:zone_id, :id, :name, :account_sealed, :account_masked, :bank_name, :cnaps, :code, false, :created, 1)

-- name: bank_payer_close
UPDATE payer SET closed = true, version = version + 1 WHERE zone_id = :zone_id AND id = :id AND version = :version

-- ---- batches ----

-- name: bank_next_number
INSERT INTO payment_counter (zone_id, year, last) VALUES (:zone_id, :year, 1)
ON CONFLICT (zone_id, year) DO UPDATE SET last = payment_counter.last + 1
RETURNING last AS n

-- fragment: batch
SELECT b.id, b.no, b.state, b.pot_id, p.code AS pot_code, CASE WHEN :english THEN p.name_en ELSE p.name_zh END AS pot_name,
       b.item_id, b.bank_name, b.payer_id, y.name AS payer_name, y.account_masked AS payer_account_masked, b.execute_on,
       b.count, b.total_fen, b.paid_count, b.failed_count, b.paid_fen, b.failed_fen,
       NULLIF(b.maker_id, '') AS maker_id, b.maker_name, NULLIF(b.checker_id, '') AS checker_id, b.checker_name,
       b.settled_by_name, b.cancelled_by_name, b.cancel_reason, b.made, b.released, b.settled, b.cancelled,
       b.order_digest, b.result_digest, b.version
FROM payment_batch b
JOIN pot p ON p.zone_id = b.zone_id AND p.id = b.pot_id
JOIN payer y ON y.zone_id = b.zone_id AND y.id = b.payer_id
WHERE b.zone_id = :zone_id

-- name: bank_batch_one
-- use: batch
AND b.id = :id

-- name: bank_batch_page
-- use: batch
AND (CAST(:state AS text) IS NULL OR b.state = :state) AND (CAST(:pot_id AS text) IS NULL OR b.pot_id = :pot_id)
AND b.id < :after ORDER BY b.id DESC LIMIT :limit

-- name: bank_batch_insert
INSERT INTO payment_batch (zone_id, id, no, state, pot_id, item_id, bank_name, payer_id, execute_on, count, total_fen,
                           paid_count, failed_count, paid_fen, failed_fen, maker_id, maker_name, made, version)
VALUES (:zone_id, :id, :no, 'made', :pot_id, :item_id, :bank_name, :payer_id, :execute_on, :count, :total_fen,
        0, 0, 0, 0, :actor_id, :actor_name, :now, 1)

-- name: bank_batch_release
UPDATE payment_batch SET state = 'released', checker_id = :actor_id, checker_name = :actor_name, released = :now,
       order_digest = :digest, version = version + 1
WHERE zone_id = :zone_id AND id = :id AND version = :version AND state = 'made'

-- name: bank_batch_cancel
UPDATE payment_batch SET state = 'cancelled', cancelled_by_name = :actor_name, cancelled = :now,
       cancel_reason = :reason, version = version + 1
WHERE zone_id = :zone_id AND id = :id AND version = :version AND state = 'made'

-- name: bank_batch_settle
UPDATE payment_batch SET state = 'settled', settled_by_name = :actor_name, settled = :now, result_digest = :digest,
       paid_count = :paid_count, failed_count = :failed_count, paid_fen = :paid_fen, failed_fen = :failed_fen,
       version = version + 1
WHERE zone_id = :zone_id AND id = :id AND version = :version AND state = 'released'

-- name: bank_batch_return
UPDATE payment_batch SET paid_count = paid_count - 1, failed_count = failed_count + 1, paid_fen = paid_fen - :amount_fen,
       failed_fen = failed_fen + :amount_fen, version = version + 1
WHERE zone_id = :zone_id AND id = :id AND version = :version AND state = 'settled'

-- ---- lines ----

-- name: bank_line_insert
INSERT INTO payment_line (zone_id, batch_id, no, payment_id, claim_id, claim_no, item_name_zh, item_name_en, payee_name,
                          account_sealed, account_masked, bank_name, cnaps, amount_fen, attempt, state)
VALUES (:zone_id, :batch_id, :no, :payment_id, :claim_id, :claim_no, :item_name_zh, :item_name_en, :payee_name,
        :account_sealed, :account_masked, :bank_name, :cnaps, :amount_fen, :attempt, :state)

-- name: bank_line_of
SELECT l.batch_id, l.no, l.payment_id, l.claim_id, l.claim_no, l.item_name_zh, l.item_name_en, l.payee_name,
       l.account_sealed, l.account_masked, l.bank_name, l.cnaps, l.amount_fen, l.attempt, l.state, l.reason, l.reference,
       l.paid_on
FROM payment_line l WHERE l.zone_id = :zone_id AND l.batch_id = :id ORDER BY l.no

-- name: bank_line_set
-- many
UPDATE payment_line SET state = :state, reason = :reason, reference = :reference, paid_on = :paid_on
WHERE zone_id = :zone_id AND batch_id = :batch_id AND no = :no

-- name: bank_line_cancel
UPDATE payment_line SET state = 'cancelled' WHERE zone_id = :zone_id AND batch_id = :id

-- ---- files and results ----

-- name: bank_file_of
SELECT f.id, f.batch_id, b.no AS batch_no, f.format, f.digest, b.count, b.total_fen, f.made_by, f.made
FROM payment_file f JOIN payment_batch b ON b.zone_id = f.zone_id AND b.id = f.batch_id
WHERE f.zone_id = :zone_id AND f.batch_id = :id ORDER BY f.id DESC

-- name: bank_file_one
SELECT f.id, f.batch_id, f.format, f.made_by_id FROM payment_file f WHERE f.zone_id = :zone_id AND f.id = :id

-- name: bank_file_insert
INSERT INTO payment_file (zone_id, id, batch_id, format, reason, digest, made_by_id, made_by, made)
VALUES (:zone_id, :id, :batch_id, :format, :reason, :digest, :made_by_id, :made_by, :made)

-- name: bank_attempt_insert
INSERT INTO payment_attempt (zone_id, id, batch_id, at, by_name, taken, line_count, finding_count, finding, digest)
VALUES (:zone_id, :id, :batch_id, :at, :by_name, :taken, :line_count, :finding_count, :finding, :digest)

-- name: bank_attempt_of
SELECT t.at, t.by_name, t.taken, t.line_count, t.finding_count, t.finding, t.digest
FROM payment_attempt t WHERE t.zone_id = :zone_id AND t.batch_id = :id ORDER BY t.id DESC

-- ---- reconciliation ----

-- The claims of a pot that anybody knows of: the ledger, the batches, the claims' own payments; each by its index.  Those
-- with reserved money alone are among them where claim and ledger differ.
-- name: bank_reconcile_page
WITH touched AS (
    SELECT claim_id FROM (SELECT s.subject AS claim_id FROM fund_subject s
        WHERE s.zone_id = :zone_id AND s.pot_id = :pot_id AND s.subject > :after
          AND (s.committed_fen + s.paid_fen + s.recovered_fen > 0 OR s.reserved_fen <> COALESCE(
              (SELECT k.reserved_fen FROM claim k WHERE k.zone_id = s.zone_id AND k.id = s.subject), 0))
        ORDER BY s.subject LIMIT :limit) ledger
    UNION
    SELECT claim_id FROM (SELECT k.id AS claim_id FROM claim k
        LEFT JOIN fund_subject s ON s.zone_id = k.zone_id AND s.pot_id = k.pot_id AND s.subject = k.id
        WHERE k.zone_id = :zone_id AND k.pot_id = :pot_id AND k.reserved_fen > 0 AND k.id > :after
          AND k.reserved_fen <> COALESCE(s.reserved_fen, 0)
        ORDER BY k.id LIMIT :limit) reserved
    UNION
    SELECT claim_id FROM (SELECT DISTINCT l.claim_id FROM payment_line l
        JOIN payment_batch b ON b.zone_id = l.zone_id AND b.id = l.batch_id
        WHERE l.zone_id = :zone_id AND b.pot_id = :pot_id AND l.claim_id > :after
        ORDER BY l.claim_id LIMIT :limit) bank
    UNION
    SELECT claim_id FROM (SELECT DISTINCT m.claim_id FROM claim_payment m
        JOIN claim k ON k.zone_id = m.zone_id AND k.id = m.claim_id
        WHERE m.zone_id = :zone_id AND k.pot_id = :pot_id AND m.claim_id > :after
        ORDER BY m.claim_id LIMIT :limit) claims
), page AS (
    SELECT t.claim_id FROM touched t ORDER BY t.claim_id LIMIT :limit
)
SELECT g.claim_id, k.no AS claim_no, k.state AS claim_state,
       EXISTS (SELECT 1 FROM payment_line l JOIN payment_batch b ON b.zone_id = l.zone_id AND b.id = l.batch_id
           WHERE l.zone_id = :zone_id AND l.claim_id = g.claim_id AND l.state <> 'cancelled'
             AND b.released >= :from AND b.released < :to) AS chosen,
       CAST(COALESCE((SELECT sum(m.amount_fen) FROM claim_payment m WHERE m.zone_id = :zone_id AND m.claim_id = g.claim_id
           AND m.state <> 'paid'), 0) AS bigint) AS claim_due_fen,
       CAST(COALESCE((SELECT sum(m.amount_fen) FROM claim_payment m WHERE m.zone_id = :zone_id AND m.claim_id = g.claim_id
           AND m.state = 'paid'), 0) AS bigint) AS claim_paid_fen,
       CAST(COALESCE((SELECT sum(m.amount_fen) FROM claim_payment m WHERE m.zone_id = :zone_id AND m.claim_id = g.claim_id
           AND m.state = 'in_batch'), 0) AS bigint) AS claim_in_batch_fen,
       COALESCE(k.reserved_fen, 0) AS claim_reserved_fen, COALESCE(s.reserved_fen, 0) AS ledger_reserved_fen,
       COALESCE(s.committed_fen, 0) AS ledger_committed_fen, COALESCE(s.paid_fen, 0) + COALESCE(s.recovered_fen, 0)
           AS ledger_paid_fen,
       CAST(COALESCE((SELECT sum(l.amount_fen) FROM payment_line l WHERE l.zone_id = :zone_id AND l.claim_id = g.claim_id
           AND l.state = 'waiting'), 0) AS bigint) AS bank_waiting_fen,
       CAST(COALESCE((SELECT sum(l.amount_fen) FROM payment_line l WHERE l.zone_id = :zone_id AND l.claim_id = g.claim_id
           AND l.state = 'paid'), 0) AS bigint) AS bank_paid_fen
FROM page g
LEFT JOIN claim k ON k.zone_id = :zone_id AND k.id = g.claim_id
LEFT JOIN fund_subject s ON s.zone_id = :zone_id AND s.pot_id = :pot_id AND s.subject = g.claim_id
ORDER BY g.claim_id

-- The rows of a claim in any batch, oldest first.  id: the claim.
-- name: bank_reconcile_transfers
-- many
SELECT l.claim_id, l.batch_id, b.no AS batch_no, l.no, l.state, l.amount_fen, l.reference
FROM payment_line l JOIN payment_batch b ON b.zone_id = l.zone_id AND b.id = l.batch_id
WHERE l.zone_id = :zone_id AND l.claim_id = :id AND l.state <> 'cancelled' ORDER BY l.batch_id, l.no
