-- zone.sql - zones, areas, departments.

-- name: zone_insert
INSERT INTO zone (id, code, name_zh, name_en, utc_offset_minutes, demo, version, created, updated)
VALUES (:id, :code, :name_zh, :name_en, :utc_offset_minutes, :demo, :version, :created, :created)
ON CONFLICT DO NOTHING;

-- name: zone_select_by_code
SELECT id, code, name_zh, name_en, utc_offset_minutes, demo, version, created FROM zone WHERE code = :code;

-- name: zone_select_by_id
SELECT id, code, name_zh, name_en, utc_offset_minutes, demo, version, created FROM zone WHERE id = :id;

-- name: zone_select_all
SELECT id, code, name_zh, name_en, utc_offset_minutes, demo FROM zone ORDER BY code;

-- name: zone_update
UPDATE zone SET name_zh = :name_zh, name_en = :name_en, version = version + 1, updated = :now
WHERE id = :zone_id AND version = :version;

-- name: area_select
SELECT id, code, name_zh, name_en FROM area WHERE zone_id = :zone_id ORDER BY code;

-- name: area_by_code
SELECT id, code, name_zh, name_en FROM area WHERE zone_id = :zone_id AND code = :code;

-- name: area_by_id
SELECT id, code, name_zh, name_en FROM area WHERE zone_id = :zone_id AND id = :id;

-- name: area_put
INSERT INTO area (zone_id, id, code, name_zh, name_en) VALUES (:zone_id, :id, :code, :name_zh, :name_en)
ON CONFLICT (zone_id, code) DO UPDATE SET name_zh = excluded.name_zh, name_en = excluded.name_en;

-- name: department_select
SELECT id, code, name_zh, name_en FROM department WHERE zone_id = :zone_id ORDER BY code;

-- name: department_by_code
SELECT id, code, name_zh, name_en FROM department WHERE zone_id = :zone_id AND code = :code;

-- name: department_by_id
SELECT id, code, name_zh, name_en FROM department WHERE zone_id = :zone_id AND id = :id;

-- name: department_put
INSERT INTO department (zone_id, id, code, name_zh, name_en) VALUES (:zone_id, :id, :code, :name_zh, :name_en)
ON CONFLICT (zone_id, code) DO UPDATE SET name_zh = excluded.name_zh, name_en = excluded.name_en;
