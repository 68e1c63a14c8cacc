-- app.sql - the audit chain and jobs.

-- name: audit_head_get
SELECT seq, hash FROM audit_head WHERE zone_id = :zone_id;

-- name: audit_head_put
INSERT INTO audit_head (zone_id, seq, hash) VALUES (:zone_id, :seq, :hash)
ON CONFLICT (zone_id) DO UPDATE SET seq = excluded.seq, hash = excluded.hash;

-- name: audit_insert
INSERT INTO audit (zone_id, seq, at, actor_id, action, subject_kind, subject_id, digest, hash)
VALUES (:zone_id, :seq, :at, :actor_id, :action, :subject_kind, :subject_id, :digest, :hash);

-- name: audit_payload_insert
INSERT INTO audit_payload (zone_id, seq, salt, actor_name, remote, subject_name, before_json, after_json)
VALUES (:zone_id, :seq, :salt, :actor_name, :remote, :subject_name, :before_json, :after_json);

-- name: audit_payload_erase
UPDATE audit_payload SET salt = NULL, actor_name = NULL, remote = NULL, subject_name = NULL, before_json = NULL,
                         after_json = NULL
WHERE zone_id = :zone_id AND seq = :seq AND salt IS NOT NULL;

-- name: audit_one
SELECT seq, hash FROM audit WHERE zone_id = :zone_id AND seq = :seq;

-- name: audit_erasure_on_record
SELECT seq, hash FROM audit
WHERE zone_id = :zone_id AND subject_kind = 'audit' AND subject_id = :subject_id AND action = 'audit.erase' AND seq > :seq
LIMIT 1;

-- name: audit_piece
SELECT a.seq, a.at, a.actor_id, a.action, a.subject_kind, a.subject_id, a.digest, a.hash,
       p.salt, p.actor_name, p.remote, p.subject_name, p.before_json, p.after_json
FROM audit a LEFT JOIN audit_payload p ON p.zone_id = a.zone_id AND p.seq = a.seq
WHERE a.zone_id = :zone_id AND a.seq >= :seq
ORDER BY a.seq LIMIT :limit;

-- name: audit_page
SELECT a.seq, a.at, a.actor_id, p.actor_name, p.remote, a.action, a.subject_kind, a.subject_id, p.subject_name,
       p.before_json, p.after_json, (p.salt IS NULL) AS erased, a.hash
FROM audit a LEFT JOIN audit_payload p ON p.zone_id = a.zone_id AND p.seq = a.seq
WHERE a.zone_id = :zone_id
  AND (CAST(:after AS bigint) IS NULL OR a.seq < :after)
  AND (CAST(:subject_kind AS text) IS NULL OR a.subject_kind = :subject_kind)
  AND (CAST(:subject_id AS text) IS NULL OR a.subject_id = :subject_id)
  AND (CAST(:actor AS text) IS NULL OR a.actor_id = :actor)
  AND (CAST(:action AS text) IS NULL OR a.action = :action)
  AND (CAST(:action_from AS text) IS NULL OR (a.action >= :action_from AND a.action < :action_to))
  AND (CAST(:from_at AS bigint) IS NULL OR a.at >= :from_at)
  AND (CAST(:to_at AS bigint) IS NULL OR a.at < :to_at)
ORDER BY a.seq DESC LIMIT :limit;

-- name: audit_count
SELECT count(*) AS n FROM (
    SELECT 1 AS one FROM audit a
    WHERE a.zone_id = :zone_id
      AND (CAST(:subject_kind AS text) IS NULL OR a.subject_kind = :subject_kind)
      AND (CAST(:subject_id AS text) IS NULL OR a.subject_id = :subject_id)
      AND (CAST(:actor AS text) IS NULL OR a.actor_id = :actor)
      AND (CAST(:action AS text) IS NULL OR a.action = :action)
      AND (CAST(:action_from AS text) IS NULL OR (a.action >= :action_from AND a.action < :action_to))
      AND (CAST(:from_at AS bigint) IS NULL OR a.at >= :from_at)
      AND (CAST(:to_at AS bigint) IS NULL OR a.at < :to_at)
    LIMIT 10001) AS capped;

-- name: audit_subject_page
SELECT a.seq, a.at, a.actor_id, p.actor_name, p.remote, a.action, a.subject_kind, a.subject_id, p.subject_name,
       p.before_json, p.after_json, (p.salt IS NULL) AS erased, a.hash
FROM audit a LEFT JOIN audit_payload p ON p.zone_id = a.zone_id AND p.seq = a.seq
WHERE a.zone_id = :zone_id AND a.subject_kind = :subject_kind AND a.subject_id = :subject_id
  AND (CAST(:after AS bigint) IS NULL OR a.seq < :after)
  AND (CAST(:actor AS text) IS NULL OR a.actor_id = :actor)
  AND (CAST(:action AS text) IS NULL OR a.action = :action)
  AND (CAST(:action_from AS text) IS NULL OR (a.action >= :action_from AND a.action < :action_to))
  AND (CAST(:from_at AS bigint) IS NULL OR a.at >= :from_at)
  AND (CAST(:to_at AS bigint) IS NULL OR a.at < :to_at)
ORDER BY a.seq DESC LIMIT :limit;

-- name: audit_subject_count
SELECT count(*) AS n FROM (
    SELECT 1 AS one FROM audit a
    WHERE a.zone_id = :zone_id AND a.subject_kind = :subject_kind AND a.subject_id = :subject_id
      AND (CAST(:actor AS text) IS NULL OR a.actor_id = :actor)
      AND (CAST(:action AS text) IS NULL OR a.action = :action)
      AND (CAST(:action_from AS text) IS NULL OR (a.action >= :action_from AND a.action < :action_to))
      AND (CAST(:from_at AS bigint) IS NULL OR a.at >= :from_at)
      AND (CAST(:to_at AS bigint) IS NULL OR a.at < :to_at)
    LIMIT 10001) AS capped;

-- name: job_insert
INSERT INTO job (zone_id, id, kind, subject_id, actor_id, actor_name, state, done, total, chunk, created)
VALUES (:zone_id, :id, :kind, :subject_id, :actor_id, :actor_name, :state, 0, 0, 0, :created);

-- name: job_by_id
SELECT id, zone_id, kind, subject_id, actor_id, actor_name, state, done, total, chunk, failure, created, started, finished
FROM job WHERE zone_id = :zone_id AND id = :id;

-- name: job_by_subject
SELECT id, zone_id, kind, subject_id, actor_id, actor_name, state, done, total, chunk, failure, created, started, finished
FROM job WHERE zone_id = :zone_id AND kind = :kind AND subject_id = :subject_id ORDER BY created DESC, id DESC LIMIT 1;

-- name: job_next
-- Queued, or left running by a process that is gone: the store's lock means that there is no other one.
SELECT j.id, j.zone_id, j.kind, j.subject_id, j.actor_id, j.actor_name, j.state, j.done, j.total, j.chunk, j.failure,
       j.created, j.started, j.finished, z.utc_offset_minutes
FROM job j JOIN zone z ON z.id = j.zone_id
WHERE j.state IN ('queued', 'running') AND (j.state = 'queued' OR j.owner <> :owner)
ORDER BY j.created, j.id LIMIT 1;

-- name: job_lease
UPDATE job SET state = 'running', owner = :owner, started = COALESCE(started, :now)
WHERE zone_id = :zone_id AND id = :id AND (state = 'queued' OR (state = 'running' AND owner <> :owner));

-- name: job_progress
UPDATE job SET done = :done, total = :total, chunk = :chunk
WHERE zone_id = :zone_id AND id = :id AND state = 'running' AND owner = :owner;

-- name: job_end
UPDATE job SET state = :state, failure = :failure, finished = :now
WHERE zone_id = :zone_id AND id = :id AND state = 'running' AND owner = :owner;

-- name: job_cancel
UPDATE job SET state = 'cancelled', finished = :now
WHERE zone_id = :zone_id AND id = :id AND state IN ('queued', 'running');

-- name: job_open
-- global: is any job of any zone waiting?
SELECT id FROM job WHERE state IN ('queued', 'running') LIMIT 1;

-- name: job_zones
-- global: the worker looks after all zones
SELECT id AS zone_id, utc_offset_minutes FROM zone ORDER BY id;

-- name: audit_has_hash
SELECT seq, hash FROM audit WHERE zone_id = :zone_id AND hash = :hash ORDER BY seq LIMIT 1;
