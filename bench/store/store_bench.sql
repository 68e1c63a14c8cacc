-- store_bench.sql - one claim: a row of ten columns with a random key, two ledger lines, an audit record.

-- name: claim_put
INSERT INTO bench_claim (zone_id, id, idem, item, enterprise, applicant, amount, state, filed, body)
VALUES (:zone_id, :id, :idem, :item, :enterprise, :applicant, :amount, :state, :filed, :body);

-- name: ledger_put
INSERT INTO bench_ledger (zone_id, id, claim_id, account, amount) VALUES (:zone_id, :line, :id, :item, :amount);

-- name: audit_put
INSERT INTO bench_audit (zone_id, id, claim_id, action, hash) VALUES (:zone_id, :id, :id, :state, :body);

-- name: claim_list
SELECT zone_id, id, idem, item, enterprise, applicant, amount, state, filed, body FROM bench_claim
WHERE zone_id = :zone_id ORDER BY id LIMIT :amount;
