-- http.sql - the replay window of Idempotency-Key.

-- name: replay_window
SELECT zone_id, id, key_hash, at_us FROM idempotency WHERE at_us >= :at_us ORDER BY at_us DESC, id LIMIT :most

-- name: replay_by_id
SELECT zone_id, id, actor_id, endpoint, key_hash, body_hash, status, reply, at_us FROM idempotency
WHERE zone_id = :zone_id AND id = :id

-- name: replay_by_key
SELECT zone_id, id, actor_id, endpoint, key_hash, body_hash, status, reply, at_us FROM idempotency
WHERE zone_id = :zone_id AND key_hash = :key_hash AND at_us >= :at_us
ORDER BY id DESC LIMIT 1

-- name: replay_insert
INSERT INTO idempotency (zone_id, id, actor_id, endpoint, key_hash, body_hash, status, reply, at_us)
VALUES (:zone_id, :id, :actor_id, :endpoint, :key_hash, :body_hash, :status, :reply, :at_us)

-- name: replay_forget
DELETE FROM idempotency WHERE zone_id = :zone_id AND key_hash = :key_hash AND at_us < :at_us

-- name: replay_prune
DELETE FROM idempotency WHERE zone_id = :zone_id AND at_us < :at_us

-- name: health
SELECT count(*) AS zones FROM zone
