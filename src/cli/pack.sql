-- pack.sql - which packs a zone has.

-- name: pack_select
SELECT id, version, digest, state, created_rows AS created, kept_rows AS kept, path
  FROM pack WHERE zone_id = :zone_id AND id = :id;

-- name: pack_put
INSERT INTO pack (zone_id, id, version, digest, state, created_rows, kept_rows, path, manifest, at)
VALUES (:zone_id, :id, :version, :digest, :state, 0, 0, :path, :manifest, :at)
    ON CONFLICT (zone_id, id) DO UPDATE SET version = excluded.version, digest = excluded.digest,
       state = excluded.state, created_rows = 0, kept_rows = 0, path = excluded.path,
       manifest = excluded.manifest, at = excluded.at;

-- name: pack_count
UPDATE pack SET created_rows = created_rows + :created, kept_rows = kept_rows + :kept
 WHERE zone_id = :zone_id AND id = :id;

-- name: pack_state
UPDATE pack SET state = :state, at = :at WHERE zone_id = :zone_id AND id = :id;
