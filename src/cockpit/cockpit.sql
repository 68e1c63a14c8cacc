-- cockpit.sql - counts over every slice's tables; conditions as in the lists that they drill down to.

-- name: cockpit_counts
WITH counted AS (
    SELECT e.industry, e.area_id, e.size_class,
           EXISTS (SELECT 1 FROM enterprise_flag f WHERE f.zone_id = e.zone_id AND f.enterprise_id = e.id
               AND f.flag = 'resumed' AND f.since <= :today AND (f.until IS NULL OR f.until >= :today)) AS resumed,
           EXISTS (SELECT 1 FROM enterprise_year y WHERE y.zone_id = e.zone_id AND y.enterprise_id = e.id
               AND y.year = :year AND y.headcount IS NOT NULL AND y.revenue_fen IS NOT NULL) AS facts
    FROM enterprise e
    WHERE e.zone_id = :zone_id AND e.state = 'active' AND e.kind = 'enterprise'
      AND EXISTS (SELECT 1 FROM enterprise_relation r WHERE r.zone_id = e.zone_id AND r.enterprise_id = e.id
          AND r.since <= :today AND (r.until IS NULL OR r.until >= :today)))
SELECT count(*) AS in_zone, count(*) FILTER (WHERE resumed) AS resumed,
       count(*) FILTER (WHERE industry IS NOT NULL AND area_id IS NOT NULL AND facts) AS complete,
       count(*) FILTER (WHERE size_class = 'unclassed') AS unclassed
FROM counted

-- name: newest_list
SELECT l.id AS list_id, l.name AS list_name, l.as_of FROM base_list l WHERE l.zone_id = :zone_id AND l.kind = :kind
ORDER BY l.as_of DESC, l.code LIMIT 1

-- name: list_counts
SELECT count(*) AS members,
       count(*) FILTER (WHERE EXISTS (SELECT 1 FROM enterprise_flag f WHERE f.zone_id = e.zone_id
           AND f.enterprise_id = e.id AND f.flag = 'resumed' AND f.since <= :today
           AND (f.until IS NULL OR f.until >= :today))) AS resumed
FROM enterprise e
WHERE e.zone_id = :zone_id AND e.state = 'active' AND e.id IN (
    SELECT f.enterprise_id FROM enterprise_flag f WHERE f.zone_id = :zone_id AND f.list_id = :list_id
    AND f.since <= :today AND (f.until IS NULL OR f.until >= :today))

-- name: quarantine_open
SELECT count(*) AS quarantine FROM quarantine q JOIN import i ON i.zone_id = q.zone_id AND i.id = q.import_id
WHERE q.zone_id = :zone_id AND q.state = 'open' AND (:workers OR i.kind <> 'worker')

-- name: imports_waiting
SELECT count(*) AS imports FROM import i WHERE i.zone_id = :zone_id AND i.state IN ('uploaded', 'mapped', 'running')

-- name: users_invited
SELECT count(*) AS invited FROM app_user u WHERE u.zone_id = :zone_id AND u.state = 'invited'

-- The newest year of figures in the zone up to :year; :year itself when there are none.
-- name: cockpit_year
SELECT coalesce(max(y.year), :year) AS year FROM enterprise_year y WHERE y.zone_id = :zone_id AND y.year <= :year
