-- worker.sql - the people of an enterprise.

-- fragment: columns
SELECT w.zone_id, w.id, w.enterprise_id, w.name, w.name_key, w.id_kind, w.id_sealed, w.id_hash, w.id_masked, w.birth,
       w.household, w.degree, w.title, w.hired_on, w.left_on, w.phone_sealed, w.phone_masked, w.version, w.updated

-- name: worker_row
-- use: columns
, e.area_id, e.name AS enterprise_name FROM worker w JOIN enterprise e ON e.zone_id = w.zone_id AND e.id = w.enterprise_id
WHERE w.zone_id = :zone_id AND w.id = :id

-- name: worker_employed
-- use: columns
, e.area_id, e.name AS enterprise_name FROM worker w JOIN enterprise e ON e.zone_id = w.zone_id AND e.id = w.enterprise_id
WHERE w.zone_id = :zone_id AND w.id_hash = :id_hash AND w.left_on IS NULL AND w.id <> :id

-- name: worker_page
-- use: columns
FROM worker w
WHERE w.zone_id = :zone_id AND w.enterprise_id = :enterprise_id
  AND (NOT :current OR w.left_on IS NULL)
-- sqlite-only: AND (:name IS NULL OR instr(w.name, :name) > 0)
-- postgres-only: AND (CAST(:name AS text) IS NULL OR strpos(w.name, :name) > 0)
  AND (w.name_key, w.id) > (:name_key, :id) ORDER BY w.name_key, w.id LIMIT :limit

-- name: worker_total
SELECT count(*) AS n FROM (SELECT 1 FROM worker w
WHERE w.zone_id = :zone_id AND w.enterprise_id = :enterprise_id
  AND (NOT :current OR w.left_on IS NULL)
-- sqlite-only: AND (:name IS NULL OR instr(w.name, :name) > 0)
-- postgres-only: AND (CAST(:name AS text) IS NULL OR strpos(w.name, :name) > 0)
  LIMIT :limit) x

-- name: worker_insert
INSERT INTO worker (zone_id, id, enterprise_id, name, name_key, id_kind, id_sealed, id_hash, id_masked, birth, household,
    degree, title, hired_on, left_on, phone_sealed, phone_masked, version, updated)
VALUES (:zone_id, :id, :enterprise_id, :name, :name_key, :id_kind, :id_sealed, :id_hash, :id_masked, :birth, :household,
    :degree, :title, :hired_on, :left_on, :phone_sealed, :phone_masked, 1, :updated)

-- name: worker_save
UPDATE worker SET enterprise_id = :enterprise_id, name = :name, name_key = :name_key, birth = :birth,
    household = :household, degree = :degree, title = :title, hired_on = :hired_on, left_on = :left_on,
    phone_sealed = :phone_sealed, phone_masked = :phone_masked, version = version + 1, updated = :updated
WHERE zone_id = :zone_id AND id = :id AND version = :version

-- name: known_workers
-- sqlite-only: WITH k AS (SELECT :codes AS hash)
-- postgres-only: WITH k AS (SELECT x AS hash FROM unnest(string_to_array(:codes, ' ')) x)
-- use: columns
FROM k JOIN worker w ON w.zone_id = :zone_id AND w.id_hash = k.hash
WHERE w.left_on IS NULL OR NOT EXISTS (SELECT 1 FROM worker o WHERE o.zone_id = w.zone_id AND o.id_hash = w.id_hash
    AND (o.left_on IS NULL OR o.left_on > w.left_on OR (o.left_on = w.left_on AND o.id > w.id)))
