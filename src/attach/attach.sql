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

-- name: attachment_count
SELECT count(*) AS size FROM attachment t
WHERE t.zone_id = :zone_id AND t.subject_kind = :subject_kind AND t.subject_id = :subject_id

-- name: claim_of
SELECT m.enterprise_id, m.state IN ('draft', 'supplement') AS open FROM claim m
WHERE m.zone_id = :zone_id AND m.id = :subject_id

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
