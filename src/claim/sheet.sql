-- sheet.sql - who a row of a sheet speaks of.

-- name: sheet_by_identity
SELECT w.id, w.name, w.id_masked FROM worker w
WHERE w.zone_id = :zone_id AND w.enterprise_id = :enterprise_id AND w.id_hash = :id_hash
ORDER BY CASE WHEN w.left_on IS NULL THEN 0 ELSE 1 END, w.left_on DESC, w.id LIMIT 1

-- name: sheet_by_name
SELECT w.id, w.name, w.id_masked FROM worker w
WHERE w.zone_id = :zone_id AND w.enterprise_id = :enterprise_id AND w.name = :name ORDER BY w.id
