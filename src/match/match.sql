-- match.sql - runs, verdicts by item and by enterprise.

-- ---- runs ----

-- fragment: run
SELECT r.id, r.no, r.as_of, r.job_id, r.actor_name, r.created, r.finished, r.items, r.enterprises, r.workers,
       r.entitled, r.lacking, r.changed, r.cause, r.cause_name, r.causes, j.state, j.done, j.total, j.failure
FROM match_run r JOIN job j ON j.zone_id = r.zone_id AND j.id = r.job_id WHERE r.zone_id = :zone_id

-- name: match_run_row
-- use: run
AND r.id = :id

-- name: match_run_newest_done
-- use: run
AND j.state = 'done' ORDER BY r.no DESC LIMIT 1

-- name: match_run_open
-- use: run
AND j.state IN ('queued', 'running') ORDER BY j.state DESC, r.no DESC LIMIT 1

-- name: match_run_in_the_way
-- use: run
AND (j.state = 'queued' OR (j.state = 'running' AND r.cause = 'person')) ORDER BY r.no DESC LIMIT 1

-- name: match_run_seen
SELECT r.seen, r.created FROM match_run r JOIN job j ON j.zone_id = r.zone_id AND j.id = r.job_id
WHERE r.zone_id = :zone_id AND r.seen IS NOT NULL AND (j.state <> 'failed' OR r.created > :at)
ORDER BY r.no DESC LIMIT 1

-- What makes verdicts old; the records of the audit trail tell it of every slice.
-- name: match_causes
SELECT a.action, a.at, p.subject_name, p.actor_name FROM audit a
LEFT JOIN audit_payload p ON p.zone_id = a.zone_id AND p.seq = a.seq
WHERE a.zone_id = :zone_id AND a.seq > :no
  AND a.action IN ('rule.publish', 'policy_item.edit', 'import.finish', 'pack.finish')
ORDER BY a.seq LIMIT :limit

-- name: match_has_items
SELECT i.id FROM policy_item i WHERE i.zone_id = :zone_id AND i.state = 'open'
UNION ALL SELECT m.item_id AS id FROM match_item m WHERE m.zone_id = :zone_id LIMIT 1

-- name: match_run_insert
INSERT INTO match_run (zone_id, id, no, as_of, job_id, actor_name, created, items, enterprises, workers, entitled,
    lacking, changed, cause, cause_name, causes, seen)
SELECT :zone_id, :id, coalesce(max(r.no), 0) + 1, :as_of, :job_id, :actor_name, :now, 0, 0, 0, 0, 0, 0, :cause,
    :cause_name, :causes, :seen
FROM match_run r WHERE r.zone_id = :zone_id

-- name: match_run_add_changed
UPDATE match_run SET changed = changed + :changed WHERE zone_id = :zone_id AND id = :id

-- name: match_run_end
UPDATE match_run SET items = :items, enterprises = :enterprises, workers = :workers, entitled = :entitled,
    lacking = :lacking, finished = :now
WHERE zone_id = :zone_id AND id = :id

-- ---- by item ----

-- name: match_item_rows
SELECT m.item_id, m.rule_version_id, m.run_no, m.as_of, m.matched, m.entitled, m.likely, m.lacks, m.not_entitled,
       m.failed, m.lines, m.lines_eligible, m.total_fen
FROM match_item m WHERE m.zone_id = :zone_id

-- name: match_item_row
SELECT m.item_id, m.rule_version_id, m.run_no, m.as_of, m.matched, m.entitled, m.likely, m.lacks, m.not_entitled,
       m.failed, m.lines, m.lines_eligible, m.total_fen
FROM match_item m WHERE m.zone_id = :zone_id AND m.item_id = :item_id

-- name: match_item_put
INSERT INTO match_item (zone_id, item_id, rule_version_id, run_no, as_of, matched, entitled, likely, lacks,
    not_entitled, failed, lines, lines_eligible, total_fen)
VALUES (:zone_id, :item_id, :rule_version_id, :run_no, :as_of, :matched, :entitled, :likely, :lacks, :not_entitled,
    :failed, :lines, :lines_eligible, :total_fen)
ON CONFLICT (zone_id, item_id) DO UPDATE SET rule_version_id = excluded.rule_version_id, run_no = excluded.run_no,
    as_of = excluded.as_of, matched = excluded.matched, entitled = excluded.entitled, likely = excluded.likely,
    lacks = excluded.lacks, not_entitled = excluded.not_entitled, failed = excluded.failed, lines = excluded.lines,
    lines_eligible = excluded.lines_eligible, total_fen = excluded.total_fen

-- name: match_item_delete
DELETE FROM match_item WHERE zone_id = :zone_id AND item_id = :item_id

-- name: match_item_blocks_delete
DELETE FROM match_block WHERE zone_id = :zone_id AND item_id = :item_id

-- ---- outcomes ----

-- name: match_outcome_rows
SELECT o.no, o.verdict, o.rule_version_id, o.fired, o.missing FROM match_outcome o
WHERE o.zone_id = :zone_id AND o.item_id = :item_id ORDER BY o.no

-- name: match_outcome_insert
INSERT INTO match_outcome (zone_id, item_id, no, verdict, rule_version_id, fired, missing)
VALUES (:zone_id, :item_id, :no, :verdict, :rule_version_id, :fired, :missing)

-- ---- blocks ----

-- name: match_block_rows
SELECT b.item_id, b.block, b.cells FROM match_block b
WHERE b.zone_id = :zone_id AND b.item_id = :item_id AND b.block >= :block ORDER BY b.block LIMIT :limit

-- name: match_block_of_all
SELECT b.item_id, b.block, b.cells FROM match_block b
WHERE b.zone_id = :zone_id AND b.block = :block AND b.item_id IN (
    SELECT m.item_id FROM match_item m WHERE m.zone_id = :zone_id)

-- name: match_block_put
INSERT INTO match_block (zone_id, item_id, block, run_no, cells)
VALUES (:zone_id, :item_id, :block, :run_no, :cells)
ON CONFLICT (zone_id, item_id, block) DO UPDATE SET run_no = excluded.run_no, cells = excluded.cells

-- name: match_block_delete
DELETE FROM match_block WHERE zone_id = :zone_id AND item_id = :item_id AND block = :block

-- name: match_change_insert
INSERT INTO match_change (zone_id, item_id, block, run_no, changes)
VALUES (:zone_id, :item_id, :block, :run_no, :changes)
ON CONFLICT (zone_id, item_id, block, run_no) DO UPDATE SET changes = match_change.changes || excluded.changes

-- name: match_change_rows
SELECT h.item_id, h.run_no, h.changes, r.as_of, r.created AS at FROM match_change h
JOIN match_run r ON r.zone_id = h.zone_id AND r.no = h.run_no
WHERE h.zone_id = :zone_id AND h.block = :block AND h.item_id IN (
    SELECT i.id FROM policy_item i WHERE i.zone_id = :zone_id)
ORDER BY h.run_no DESC, h.item_id LIMIT :limit

-- ---- enterprises ----

-- name: match_numbers_page
SELECT e.id, e.no FROM enterprise e
WHERE e.zone_id = :zone_id AND e.state = 'active' AND e.id > :after ORDER BY e.id LIMIT :limit

-- name: match_enterprise_number
SELECT e.id, e.no FROM enterprise e WHERE e.zone_id = :zone_id AND e.id = :id

-- name: match_enterprises_of_numbers
SELECT e.id AS enterprise_id, e.no, e.name, e.uscc, e.area_id, a.name_zh AS area_zh, a.name_en AS area_en
FROM enterprise e LEFT JOIN area a ON a.zone_id = e.zone_id AND a.id = e.area_id
WHERE e.zone_id = :zone_id
-- sqlite-only: AND e.no IN (SELECT n.value FROM json_each('[' || :numbers || ']') n)
-- postgres-only: AND e.no = ANY (CAST(string_to_array(:numbers, ',') AS bigint[]))
ORDER BY e.no
