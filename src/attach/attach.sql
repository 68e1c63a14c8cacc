-- attach.sql - files attached to records.

-- fragment: columns
SELECT t.id, t.subject_kind, t.subject_id, t.kind, t.name, t.content_type, t.size, t.sha256, t.created_by, t.created
FROM attachment t WHERE t.zone_id = :zone_id

-- name: attachment_of
-- use: columns
AND t.subject_kind = :subject_kind AND t.subject_id = :subject_id ORDER BY t.created, t.id

-- name: attachment_row
-- use: columns
AND t.id = :id

-- name: attachment_same
-- use: columns
AND t.subject_kind = :subject_kind AND t.subject_id = :subject_id AND t.name = :name AND t.sha256 = :sha256
AND coalesce(t.kind, '') = coalesce(CAST(:kind AS text), '')

-- name: attachment_count
SELECT count(*) AS size FROM attachment t
WHERE t.zone_id = :zone_id AND t.subject_kind = :subject_kind AND t.subject_id = :subject_id

-- name: claim_of
SELECT m.enterprise_id, m.state IN ('draft', 'supplement') AS open FROM claim m
WHERE m.zone_id = :zone_id AND m.id = :subject_id

-- Who adds or removes a file of a claim had a part in it; once in its history is enough.
-- name: claim_writer
INSERT INTO claim_event (zone_id, claim_id, seq, at, act, to_state, actor_id, actor_name)
SELECT CAST(:zone_id AS text), CAST(:subject_id AS text), coalesce((SELECT max(v.seq) FROM claim_event v
        WHERE v.zone_id = :zone_id AND v.claim_id = :subject_id), 0) + 1,
    CAST(:created AS bigint), 'edit', m.state, CAST(:actor_id AS text), CAST(:created_by AS text)
FROM claim m WHERE m.zone_id = :zone_id AND m.id = :subject_id
  AND NOT EXISTS (SELECT 1 FROM claim_event v WHERE v.zone_id = :zone_id AND v.claim_id = :subject_id
    AND v.actor_id = :actor_id AND v.act IN ('create', 'edit', 'submit', 'resubmit', 'correct'))

-- name: attachment_insert
INSERT INTO attachment (zone_id, id, subject_kind, subject_id, kind, name, content_type, size, sha256, created_by,
    created)
VALUES (:zone_id, :id, :subject_kind, :subject_id, :kind, :name, :content_type, :size, :sha256, :created_by, :created)

-- name: attachment_remove
DELETE FROM attachment WHERE zone_id = :zone_id AND id = :id

-- name: blob_references
-- global: a blob is shared by all zones
SELECT (SELECT count(*) FROM attachment t WHERE t.sha256 = :sha256)
     + (SELECT count(*) FROM import i WHERE i.file_hash = :sha256) AS size
