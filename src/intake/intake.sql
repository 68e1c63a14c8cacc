-- intake.sql - every statement of the intake slice, once for both databases.

-- name: import_insert
INSERT INTO import (zone_id, id, kind, state, format, encoding, file_name, file_hash, file_size, header_row, rows,
                    created, updated, unchanged, rejected, quarantined, warned, actor_id, actor_name, uploaded_at,
                    version, columns_json)
VALUES (:zone_id, :id, :kind, :state, :format, :encoding, :file_name, :file_hash, :file_size, :header_row, 0,
        0, 0, 0, 0, 0, 0, :actor_id, :actor_name, :uploaded_at, 1, :columns_json);

-- name: import_by_id
SELECT i.id, i.kind, i.state, i.format, i.encoding, i.file_name, i.file_hash, i.file_size, i.header_row, i.rows,
       i.created, i.updated, i.unchanged, i.rejected, i.quarantined, i.warned, i.job_id, i.failure, i.actor_id,
       i.actor_name,
       i.uploaded_at, i.started_at, i.finished_at, i.version, i.columns_json,
       (SELECT count(*) FROM quarantine q
         WHERE q.zone_id = i.zone_id AND q.import_id = i.id AND q.state = 'open') AS quarantine_open,
       coalesce(j.done, 0) AS done, coalesce(j.total, 0) AS total
  FROM import i LEFT JOIN job j ON j.zone_id = i.zone_id AND j.id = i.job_id
 WHERE i.zone_id = :zone_id AND i.id = :id;

-- name: import_list
SELECT i.id, i.kind, i.state, i.format, i.encoding, i.file_name, i.file_size, i.header_row, i.rows,
       i.created, i.updated, i.unchanged, i.rejected, i.quarantined, i.warned, i.job_id, i.failure, i.actor_name,
       i.uploaded_at, i.started_at, i.finished_at, i.version,
       (SELECT count(*) FROM quarantine q
         WHERE q.zone_id = i.zone_id AND q.import_id = i.id AND q.state = 'open') AS quarantine_open,
       coalesce(j.done, 0) AS done, coalesce(j.total, 0) AS total
  FROM import i LEFT JOIN job j ON j.zone_id = i.zone_id AND j.id = i.job_id
 WHERE i.zone_id = :zone_id AND (CAST(:kind AS text) IS NULL OR i.kind = :kind)
   AND (CAST(:state AS text) IS NULL OR i.state = :state) AND i.id < :after
 ORDER BY i.id DESC LIMIT :limit;

-- name: import_count
SELECT count(*) AS n FROM (
    SELECT 1 FROM import i
     WHERE i.zone_id = :zone_id AND (CAST(:kind AS text) IS NULL OR i.kind = :kind)
       AND (CAST(:state AS text) IS NULL OR i.state = :state) LIMIT :limit) AS capped;

-- name: import_set_columns
UPDATE import SET columns_json = :columns_json, state = :state, version = version + 1
 WHERE zone_id = :zone_id AND id = :id AND version = :version AND state IN ('uploaded', 'mapped');

-- name: import_set_started
UPDATE import SET state = 'running', job_id = :job_id, started_at = :started_at, version = version + 1
 WHERE zone_id = :zone_id AND id = :id AND version = :version AND state = 'mapped';

-- name: import_add_counts
UPDATE import SET rows = rows + :rows, created = created + :created, updated = updated + :updated,
       unchanged = unchanged + :unchanged, rejected = rejected + :rejected, quarantined = quarantined + :quarantined,
       warned = warned + :warned
 WHERE zone_id = :zone_id AND id = :id AND state = 'running';

-- name: import_set_finished
UPDATE import SET state = :state, failure = :failure, digest = :digest, finished_at = :finished_at, version = version + 1
 WHERE zone_id = :zone_id AND id = :id AND state = 'running';

-- name: import_chunk_insert
INSERT INTO import_chunk (zone_id, import_id, chunk_no, row_count, results, digest, changes_digest)
VALUES (:zone_id, :import_id, :chunk_no, :row_count, :results, :digest, :changes_digest);

-- name: import_chunk_from
SELECT chunk_no, row_count, results, digest, changes_digest FROM import_chunk
 WHERE zone_id = :zone_id AND import_id = :import_id AND chunk_no >= :chunk_no ORDER BY chunk_no LIMIT :limit;

-- name: import_issue_insert
INSERT INTO import_issue (zone_id, import_id, row_no, issue_no, column_no, severity, message, args)
VALUES (:zone_id, :import_id, :row_no, :issue_no, :column_no, :severity, :message, :args);

-- name: import_issue_page
SELECT row_no, issue_no, column_no, severity, message, args FROM import_issue
 WHERE zone_id = :zone_id AND import_id = :import_id
   AND (CAST(:severity AS text) IS NULL OR severity = :severity) AND (row_no, issue_no) > (:row_no, :issue_no)
 ORDER BY row_no, issue_no LIMIT :limit;

-- name: import_issue_range
SELECT row_no, issue_no, column_no, severity, message, args FROM import_issue
 WHERE zone_id = :zone_id AND import_id = :import_id AND row_no >= :row_no AND row_no <= :row_to
 ORDER BY row_no, issue_no;

-- name: import_issue_count
SELECT count(*) AS n FROM (
    SELECT 1 FROM import_issue
     WHERE zone_id = :zone_id AND import_id = :import_id
       AND (CAST(:severity AS text) IS NULL OR severity = :severity) LIMIT :limit) AS capped;

-- name: quarantine_insert
INSERT INTO quarantine (zone_id, id, import_id, row_no, state, digest, name, code, version, cells_json, reasons_json)
VALUES (:zone_id, :id, :import_id, :row_no, 'open', :digest, :name, :code, 1, :cells_json, :reasons_json)
ON CONFLICT (zone_id, digest) WHERE state = 'open'
DO UPDATE SET import_id = excluded.import_id, row_no = excluded.row_no, cells_json = excluded.cells_json,
              reasons_json = excluded.reasons_json;

-- Digests: several of them separated by blanks on PostgreSQL, one at a time on SQLite (a loop is faster there).
-- name: quarantine_decided
-- sqlite-only: WITH k AS (SELECT :digest AS digest)
-- postgres-only: WITH k AS (SELECT x AS digest FROM unnest(string_to_array(:digest, ' ')) x)
SELECT q.digest, q.state, coalesce(stayed.name, e.name, q.enterprise_name) AS enterprise_name, q.decision, q.decided_by
  FROM k JOIN quarantine q ON q.zone_id = :zone_id AND q.digest = k.digest AND q.state <> 'open'
  LEFT JOIN enterprise e ON e.zone_id = q.zone_id AND e.id = q.enterprise_id
  LEFT JOIN enterprise stayed ON stayed.zone_id = e.zone_id AND stayed.id = e.merged_into;

-- name: quarantine_by_id
SELECT q.id, q.import_id, i.file_name, i.kind, q.row_no AS row, q.name, q.code, q.state, q.enterprise_id,
       q.enterprise_name, q.decision, q.decided_by, q.decided_at, q.version, q.cells_json, q.reasons_json, i.columns_json
  FROM quarantine q JOIN import i ON i.zone_id = q.zone_id AND i.id = q.import_id
 WHERE q.zone_id = :zone_id AND q.id = :id;

-- name: quarantine_list
SELECT q.id, q.import_id, i.file_name, i.kind, q.row_no AS row, q.name, q.code, q.state, q.enterprise_id,
       q.enterprise_name, q.decision, q.decided_by, q.decided_at, q.version, q.cells_json, q.reasons_json, i.columns_json
  FROM quarantine q JOIN import i ON i.zone_id = q.zone_id AND i.id = q.import_id
 WHERE q.zone_id = :zone_id AND (CAST(:import_id AS text) IS NULL OR q.import_id = :import_id)
   AND (CAST(:state AS text) IS NULL OR q.state = :state) AND q.id > :after
   AND (:workers OR i.kind <> 'worker')
 ORDER BY q.id LIMIT :limit;

-- name: quarantine_count
SELECT count(*) AS n FROM (
    SELECT 1 FROM quarantine q JOIN import i ON i.zone_id = q.zone_id AND i.id = q.import_id
     WHERE q.zone_id = :zone_id AND (:workers OR i.kind <> 'worker') AND (CAST(:import_id AS text) IS NULL OR q.import_id = :import_id)
       AND (CAST(:state AS text) IS NULL OR q.state = :state) LIMIT :limit) AS capped;

-- name: quarantine_decide
UPDATE quarantine SET state = :state, enterprise_id = :enterprise_id, enterprise_name = :enterprise_name,
       decision = :decision, decided_by = :decided_by, decided_at = :decided_at, version = version + 1
 WHERE zone_id = :zone_id AND id = :id AND version = :version AND state = 'open';

-- name: candidate_by_name
SELECT id AS enterprise_id, name, uscc FROM enterprise
 WHERE zone_id = :zone_id AND name_folded = :name AND state = 'active' ORDER BY no LIMIT 10;

-- name: change_insert
INSERT INTO import_change (zone_id, import_id, chunk_no, row_no, at, enterprise_id, origin, kind, subject, outcome, changes)
VALUES (:zone_id, :import_id, :chunk_no, :row_no, :at, :enterprise_id, :origin, :kind, :subject, :outcome, :changes);

-- name: change_from
SELECT zone_id, import_id, chunk_no, row_no, at, enterprise_id, origin, kind, subject, outcome, changes
  FROM import_change
 WHERE zone_id = :zone_id AND import_id = :import_id AND (chunk_no, row_no) > (:chunk_no, :row_no)
 ORDER BY chunk_no, row_no LIMIT 1000;

-- name: trail_page
SELECT t.* FROM (
    SELECT a.at, CAST(1 AS bigint) AS part, '' AS import_id, a.seq AS n, a.action, p.actor_name, p.subject_name,
           CAST(NULL AS text) AS source, CAST(NULL AS bigint) AS row_no, p.before_json, p.after_json,
           CAST(NULL AS text) AS changes_json, (p.salt IS NULL) AS erased
      FROM audit a LEFT JOIN audit_payload p ON p.zone_id = a.zone_id AND p.seq = a.seq
     WHERE a.zone_id = :zone_id AND a.subject_kind = 'enterprise' AND a.subject_id IN (
           SELECT e.id FROM enterprise e WHERE e.zone_id = :zone_id AND e.id = :id
            UNION ALL SELECT e.id FROM enterprise e WHERE e.zone_id = :zone_id AND e.merged_into = :id)
    UNION ALL
    SELECT h.at, CAST(0 AS bigint), h.import_id, h.chunk_no * 100000000 + h.row_no,
           h.kind || '.' || h.origin || '_' || h.outcome, coalesce(nullif(j.actor_name, ''), i.actor_name),
           CASE h.kind WHEN 'enterprise' THEN e.name WHEN 'worker' THEN w.name ELSE h.subject END,
           coalesce(i.file_name, j.subject_id), h.row_no, NULL, NULL, h.changes, (1 = 0)
      FROM import_change h
      JOIN enterprise e ON e.zone_id = h.zone_id AND e.id = h.enterprise_id
      LEFT JOIN import i ON i.zone_id = h.zone_id AND i.id = h.import_id
      LEFT JOIN job j ON j.zone_id = h.zone_id AND j.id = coalesce(i.job_id, h.import_id)
      LEFT JOIN worker w ON w.zone_id = h.zone_id AND h.kind = 'worker' AND w.id = h.subject
     WHERE h.zone_id = :zone_id AND h.enterprise_id IN (
           SELECT m.id FROM enterprise m WHERE m.zone_id = :zone_id AND m.id = :id
            UNION ALL SELECT m.id FROM enterprise m WHERE m.zone_id = :zone_id AND m.merged_into = :id)) AS t
 WHERE (t.at, t.part, t.import_id, t.n)
     < (CAST(:at AS bigint), CAST(:part AS bigint), CAST(:import_id AS text), CAST(:n AS bigint))
 ORDER BY t.at DESC, t.part DESC, t.import_id DESC, t.n DESC LIMIT :limit;

-- name: trail_count
SELECT count(*) AS n FROM (
    SELECT 1 AS one FROM audit a
     WHERE a.zone_id = :zone_id AND a.subject_kind = 'enterprise' AND a.subject_id IN (
           SELECT e.id FROM enterprise e WHERE e.zone_id = :zone_id AND e.id = :id
            UNION ALL SELECT e.id FROM enterprise e WHERE e.zone_id = :zone_id AND e.merged_into = :id)
    UNION ALL
    SELECT 1 FROM import_change h
     WHERE h.zone_id = :zone_id AND h.enterprise_id IN (
           SELECT m.id FROM enterprise m WHERE m.zone_id = :zone_id AND m.id = :id
            UNION ALL SELECT m.id FROM enterprise m WHERE m.zone_id = :zone_id AND m.merged_into = :id)
    LIMIT 10001) AS capped;
