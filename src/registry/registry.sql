-- registry.sql - enterprises, their codes, relations, flags and years; base lists; search.

-- fragment: columns
SELECT e.zone_id, e.id, e.no, e.state, e.kind, e.size_class, e.sample, e.version, e.created, e.updated, e.area_id,
       e.department_id, e.industry, e.uscc, e.merged_into, e.name, e.name_folded, e.initials, e.name_key,
       e.registered_on, e.capital_fen, e.capital_text, e.legal_representative, e.contact_name, e.contact_phone,
       e.address, e.scope_text

-- fragment: in_zone
EXISTS (SELECT 1 FROM enterprise_relation r WHERE r.zone_id = e.zone_id AND r.enterprise_id = e.id
        AND r.since <= :today AND (r.until IS NULL OR r.until >= :today))

-- fragment: flagged
EXISTS (SELECT 1 FROM enterprise_flag f WHERE f.zone_id = e.zone_id AND f.enterprise_id = e.id
        AND f.since <= :today AND (f.until IS NULL OR f.until >= :today)

-- name: enterprise_row
-- use: columns
FROM enterprise e WHERE e.zone_id = :zone_id AND e.id = :id

-- name: enterprise_insert
INSERT INTO enterprise (zone_id, id, no, state, kind, size_class, sample, version, created, updated, area_id,
    department_id, industry, uscc, merged_into, name, name_folded, initials, name_key, registered_on, capital_fen,
    capital_text, legal_representative, contact_name, contact_phone, address, scope_text)
VALUES (:zone_id, :id, :no, :state, :kind, :size_class, :sample, :version, :created, :updated, :area_id,
    :department_id, :industry, :uscc, :merged_into, :name, :name_folded, :initials, :name_key, :registered_on,
    :capital_fen, :capital_text, :legal_representative, :contact_name, :contact_phone, :address, :scope_text)

-- name: enterprise_save
UPDATE enterprise SET state = :state, kind = :kind, size_class = :size_class, version = version + 1,
    updated = :updated, area_id = :area_id, department_id = :department_id, industry = :industry, uscc = :uscc,
    merged_into = :merged_into, name = :name, name_folded = :name_folded, initials = :initials, name_key = :name_key,
    registered_on = :registered_on, capital_fen = :capital_fen, capital_text = :capital_text,
    legal_representative = :legal_representative, contact_name = :contact_name, contact_phone = :contact_phone,
    address = :address, scope_text = :scope_text
WHERE zone_id = :zone_id AND id = :id AND version = :version

-- name: enterprise_numbers
INSERT INTO registry_counter (zone_id, enterprise_no) VALUES (:zone_id, :count)
ON CONFLICT (zone_id) DO UPDATE SET enterprise_no = registry_counter.enterprise_no + :count
RETURNING enterprise_no AS n

-- name: token_insert
INSERT INTO name_token (zone_id, segment, token, no) VALUES (:zone_id, :segment, :token, :no)

-- name: token_delete
DELETE FROM name_token WHERE zone_id = :zone_id AND segment = :segment AND token = :token AND no = :no

-- name: place_exists
SELECT (SELECT count(*) FROM area a WHERE a.zone_id = :zone_id AND a.id = :area_id) AS n,
       (SELECT count(*) FROM department d WHERE d.zone_id = :zone_id AND d.id = :department_id) AS n2

-- name: place_names
SELECT (SELECT CASE WHEN :english THEN a.name_en ELSE a.name_zh END FROM area a
        WHERE a.zone_id = :zone_id AND a.id = :area_id) AS area_name,
       (SELECT CASE WHEN :english THEN d.name_en ELSE d.name_zh END FROM department d
        WHERE d.zone_id = :zone_id AND d.id = :department_id) AS department_name

-- name: area_all
SELECT id, code, name_zh, name_en FROM area WHERE zone_id = :zone_id ORDER BY code

-- name: department_all
SELECT id, code, name_zh, name_en FROM department WHERE zone_id = :zone_id ORDER BY code

-- name: identifier_of
SELECT kind, value, valid_from, valid_to FROM enterprise_identifier
WHERE zone_id = :zone_id AND enterprise_id = :id ORDER BY valid_to IS NOT NULL, kind DESC, valid_to DESC, value

-- name: identifier_owner
SELECT e.id, e.name FROM enterprise_identifier i JOIN enterprise e ON e.zone_id = i.zone_id AND e.id = i.enterprise_id
WHERE i.zone_id = :zone_id AND i.kind = :code_kind AND i.value = :value

-- name: identifier_insert
INSERT INTO enterprise_identifier (zone_id, kind, value, enterprise_id, valid_from, valid_to)
VALUES (:zone_id, :code_kind, :value, :id, :since, :until)

-- name: identifier_reopen
UPDATE enterprise_identifier SET valid_from = :since, valid_to = NULL
WHERE zone_id = :zone_id AND kind = :code_kind AND value = :value AND enterprise_id = :id

-- name: identifier_close
UPDATE enterprise_identifier SET valid_to = :until
WHERE zone_id = :zone_id AND kind = :code_kind AND enterprise_id = :id AND valid_to IS NULL AND value <> :value

-- name: identifier_move
UPDATE enterprise_identifier SET enterprise_id = :into_id WHERE zone_id = :zone_id AND enterprise_id = :id

-- name: relation_of
SELECT id, kind, since, until, note, since <= :today AND (until IS NULL OR until >= :today) AS current
FROM enterprise_relation WHERE zone_id = :zone_id AND enterprise_id = :id ORDER BY kind, since, id

-- name: relation_overlap
SELECT id, kind, since, until, note, since <= :today AND (until IS NULL OR until >= :today) AS current
FROM enterprise_relation
WHERE zone_id = :zone_id AND enterprise_id = :id AND kind = :relation AND id <> :other_id
  AND (until IS NULL OR until >= :since) AND (CAST(:until AS date) IS NULL OR since <= :until)
ORDER BY since LIMIT 1

-- name: relation_insert
INSERT INTO enterprise_relation (zone_id, enterprise_id, id, kind, since, until, note)
VALUES (:zone_id, :id, :other_id, :relation, :since, :until, :note)

-- name: relation_save
UPDATE enterprise_relation SET since = :since, until = :until, note = :note
WHERE zone_id = :zone_id AND enterprise_id = :id AND id = :other_id

-- name: relation_begin
UPDATE enterprise_relation SET since = :since
WHERE zone_id = :zone_id AND enterprise_id = :id AND kind = :relation AND since <= :today
  AND (until IS NULL OR until >= :today)

-- name: relation_move
UPDATE enterprise_relation SET enterprise_id = :into_id
WHERE zone_id = :zone_id AND enterprise_id = :id AND NOT EXISTS (
    SELECT 1 FROM enterprise_relation o WHERE o.zone_id = :zone_id AND o.enterprise_id = :into_id
    AND o.kind = enterprise_relation.kind
    AND (o.until IS NULL OR o.until >= enterprise_relation.since)
    AND (enterprise_relation.until IS NULL OR o.since <= enterprise_relation.until))

-- name: flag_of
SELECT f.id, f.flag, f.list_id, l.name AS list_name, f.since, f.until, f.value,
       f.since <= :today AND (f.until IS NULL OR f.until >= :today) AS current
FROM enterprise_flag f LEFT JOIN base_list l ON l.zone_id = f.zone_id AND l.id = f.list_id
WHERE f.zone_id = :zone_id AND f.enterprise_id = :id ORDER BY f.flag, f.since, f.id

-- name: flag_overlap
SELECT f.id, f.flag, f.list_id, NULL AS list_name, f.since, f.until, f.value, TRUE AS current
FROM enterprise_flag f
WHERE f.zone_id = :zone_id AND f.enterprise_id = :id AND f.flag = :flag AND f.list_id IS NOT DISTINCT FROM :list_id
  AND f.id <> :other_id AND (f.until IS NULL OR f.until >= :since)
  AND (CAST(:until AS date) IS NULL OR f.since <= :until)
ORDER BY f.since LIMIT 1

-- name: flag_insert
INSERT INTO enterprise_flag (zone_id, enterprise_id, id, flag, list_id, since, until, value)
VALUES (:zone_id, :id, :other_id, :flag, :list_id, :since, :until, :note)

-- name: flag_save
UPDATE enterprise_flag SET since = :since, until = :until, value = :note
WHERE zone_id = :zone_id AND enterprise_id = :id AND id = :other_id

-- name: flag_move
UPDATE enterprise_flag SET enterprise_id = :into_id
WHERE zone_id = :zone_id AND enterprise_id = :id AND NOT EXISTS (
    SELECT 1 FROM enterprise_flag o WHERE o.zone_id = :zone_id AND o.enterprise_id = :into_id
    AND o.flag = enterprise_flag.flag AND o.list_id IS NOT DISTINCT FROM enterprise_flag.list_id
    AND (o.until IS NULL OR o.until >= enterprise_flag.since)
    AND (enterprise_flag.until IS NULL OR o.since <= enterprise_flag.until))

-- name: flag_both_frozen
SELECT l.id, l.name FROM enterprise_flag f JOIN enterprise_flag o
    ON o.zone_id = f.zone_id AND o.enterprise_id = :into_id AND o.list_id = f.list_id
JOIN base_list l ON l.zone_id = f.zone_id AND l.id = f.list_id
WHERE f.zone_id = :zone_id AND f.enterprise_id = :id AND l.frozen ORDER BY l.code LIMIT 1

-- name: year_of
SELECT year, headcount, revenue_fen, assets_fen, source, version FROM enterprise_year
WHERE zone_id = :zone_id AND enterprise_id = :id ORDER BY year DESC

-- name: year_newest
SELECT year, headcount, revenue_fen, assets_fen, source, version FROM enterprise_year
WHERE zone_id = :zone_id AND enterprise_id = :id ORDER BY year DESC LIMIT 1

-- name: year_row
SELECT year, headcount, revenue_fen, assets_fen, source, version FROM enterprise_year
WHERE zone_id = :zone_id AND enterprise_id = :id AND year = :year

-- name: year_insert
INSERT INTO enterprise_year (zone_id, enterprise_id, year, headcount, revenue_fen, assets_fen, source, version)
VALUES (:zone_id, :enterprise_id, :year, :headcount, :revenue_fen, :assets_fen, :source, 1)

-- name: year_save
UPDATE enterprise_year SET headcount = :headcount, revenue_fen = :revenue_fen, assets_fen = :assets_fen,
    source = :source, version = version + 1
WHERE zone_id = :zone_id AND enterprise_id = :enterprise_id AND year = :year AND version = :version

-- name: year_upsert
INSERT INTO enterprise_year (zone_id, enterprise_id, year, headcount, revenue_fen, assets_fen, source, version)
VALUES (:zone_id, :enterprise_id, :year, :headcount, :revenue_fen, :assets_fen, :source, 1)
ON CONFLICT (zone_id, enterprise_id, year) DO UPDATE SET
    headcount = coalesce(excluded.headcount, enterprise_year.headcount),
    revenue_fen = coalesce(excluded.revenue_fen, enterprise_year.revenue_fen),
    assets_fen = coalesce(excluded.assets_fen, enterprise_year.assets_fen),
    source = coalesce(excluded.source, enterprise_year.source), version = enterprise_year.version + 1

-- name: size_save
UPDATE enterprise SET size_class = :size_class WHERE zone_id = :zone_id AND id = :id

-- name: merged_of
SELECT id, no, name, uscc, updated FROM enterprise WHERE zone_id = :zone_id AND merged_into = :id ORDER BY no

-- name: merged_follow
UPDATE enterprise SET merged_into = :into_id WHERE zone_id = :zone_id AND merged_into = :id

-- name: worker_move
UPDATE worker SET enterprise_id = :into_id, version = version + 1 WHERE zone_id = :zone_id AND enterprise_id = :id

-- name: attachment_move
UPDATE attachment SET subject_id = :into_id
WHERE zone_id = :zone_id AND subject_kind = 'enterprise' AND subject_id = :id

-- A claim under way goes on in the name of the one that stays; a judgement made meanwhile is stale.
-- name: claim_move
UPDATE claim SET enterprise_id = :into_id, version = version + 1 WHERE zone_id = :zone_id AND enterprise_id = :id

-- Accounts of workers go with them; the enterprise's own stay, because their holder is the one that goes.
-- name: payee_move
UPDATE payee_account SET enterprise_id = :into_id
WHERE zone_id = :zone_id AND enterprise_id = :id AND worker_id IS NOT NULL

-- name: payment_move
UPDATE claim_payment SET payee = :into_id WHERE zone_id = :zone_id AND payee = :id

-- name: guard_move
UPDATE claim_guard SET key = :into_id
WHERE zone_id = :zone_id AND scope > 'enterprise:' AND scope < 'enterprise;' AND key = :id
  AND NOT EXISTS (SELECT 1 FROM claim_guard o WHERE o.zone_id = claim_guard.zone_id AND o.scope = claim_guard.scope
                  AND o.key = :into_id AND o.slot = claim_guard.slot)

-- name: grant_copy
INSERT INTO user_grant (zone_id, user_id, role, scope, scope_id)
SELECT g.zone_id, g.user_id, g.role, g.scope, :into_id FROM user_grant g
WHERE g.zone_id = :zone_id AND g.scope = 'enterprise' AND g.scope_id = :id
ON CONFLICT (zone_id, user_id, role, scope, scope_id) DO NOTHING

-- name: grant_drop
DELETE FROM user_grant WHERE zone_id = :zone_id AND scope = 'enterprise' AND scope_id = :id

-- name: enterprise_counts
SELECT (SELECT count(*) FROM worker w WHERE w.zone_id = :zone_id AND w.enterprise_id = :id) AS n,
       (SELECT count(*) FROM attachment t WHERE t.zone_id = :zone_id AND t.subject_kind = 'enterprise'
        AND t.subject_id = :id) AS n2

-- name: base_list_all
SELECT l.id, l.code, l.name, l.kind, l.as_of, l.frozen, l.version,
       (SELECT count(DISTINCT f.enterprise_id) FROM enterprise_flag f
        WHERE f.zone_id = l.zone_id AND f.list_id = l.id) AS members
FROM base_list l WHERE l.zone_id = :zone_id ORDER BY l.as_of DESC, l.code

-- name: base_list_row
SELECT l.id, l.code, l.name, l.kind, l.as_of, l.frozen, l.version,
       (SELECT count(DISTINCT f.enterprise_id) FROM enterprise_flag f
        WHERE f.zone_id = l.zone_id AND f.list_id = l.id) AS members
FROM base_list l WHERE l.zone_id = :zone_id AND l.id = :list_id

-- name: base_list_insert
INSERT INTO base_list (zone_id, id, code, name, kind, as_of, frozen, version)
VALUES (:zone_id, :list_id, :value, :note, :list_kind, :since, FALSE, 1)
ON CONFLICT (zone_id, code) DO NOTHING

-- name: base_list_freeze
UPDATE base_list SET frozen = TRUE, version = version + 1
WHERE zone_id = :zone_id AND id = :list_id AND version = :version

-- fragment: item_columns
SELECT e.id, e.no, e.name, e.uscc, e.kind, e.state, e.industry, e.area_id, e.size_class, e.sample, e.updated, e.version,
       e.name_key,
       (SELECT CASE WHEN :english THEN a.name_en ELSE a.name_zh END FROM area a
        WHERE a.zone_id = e.zone_id AND a.id = e.area_id) AS area_name,
-- use: in_zone
       AS in_zone,
-- use: flagged
       AND f.flag = 'above_scale') AS above_scale,
-- use: flagged
       AND f.flag = 'high_tech') AS high_tech,
-- use: flagged
       AND f.flag = 'resumed') AS resumed

-- fragment: item
-- use: item_columns
FROM enterprise e

-- fragment: filter
WHERE e.zone_id = :zone_id AND e.state = :state
  AND (CAST(:area_id AS text) IS NULL OR e.area_id = :area_id)
  AND (CAST(:department_id AS text) IS NULL OR e.department_id = :department_id)
  AND (CAST(:size_class AS text) IS NULL OR e.size_class = :size_class)
  AND (CAST(:kind AS text) IS NULL OR e.kind = :kind)
-- sqlite-only: AND (:part IS NULL OR instr(e.name_folded, :part) > 0)
-- postgres-only: AND (CAST(:part AS text) IS NULL OR strpos(e.name_folded, :part) > 0)
-- sqlite-only: AND (:letters IS NULL OR instr(e.initials, :letters) > 0)
-- postgres-only: AND (CAST(:letters AS text) IS NULL OR strpos(e.initials, :letters) > 0)
  AND (CAST(:code_from AS text) IS NULL OR EXISTS (SELECT 1 FROM enterprise_identifier i
       WHERE i.zone_id = e.zone_id AND i.enterprise_id = e.id AND i.value >= :code_from AND i.value < :code_to))
  AND (CAST(:flag AS text) IS NULL OR
-- use: flagged
       AND f.flag = :flag))
  AND (CAST(:list_id AS text) IS NULL OR
-- use: flagged
       AND f.list_id = :list_id))
  AND (NOT :in_zone OR
-- use: in_zone
       )
  AND (CAST(:relation AS text) IS NULL OR EXISTS (SELECT 1 FROM enterprise_relation r
       WHERE r.zone_id = e.zone_id AND r.enterprise_id = e.id AND r.kind = :relation
       AND r.since <= :today AND (r.until IS NULL OR r.until >= :today)))
  AND (NOT :incomplete OR e.industry IS NULL OR e.area_id IS NULL OR NOT EXISTS (SELECT 1 FROM enterprise_year y
       WHERE y.zone_id = e.zone_id AND y.enterprise_id = e.id AND y.year = :year
       AND y.headcount IS NOT NULL AND y.revenue_fen IS NOT NULL))
  AND (NOT :complete OR (e.industry IS NOT NULL AND e.area_id IS NOT NULL AND EXISTS (SELECT 1 FROM enterprise_year y
       WHERE y.zone_id = e.zone_id AND y.enterprise_id = e.id AND y.year = :year
       AND y.headcount IS NOT NULL AND y.revenue_fen IS NOT NULL)))
-- sqlite-only: AND (:bounds IS NULL OR instr(:bounds, e.id) > 0 OR instr(:bounds, coalesce(e.area_id, '?')) > 0)
-- postgres-only: AND (CAST(:bounds AS text) IS NULL OR strpos(:bounds, e.id) > 0 OR strpos(:bounds, coalesce(e.area_id, '?')) > 0)

-- The numbers of a token: on SQLite one look into each segment of 1,024 numbers.
-- fragment: token_rows
-- sqlite-only: WITH RECURSIVE s (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM s
-- sqlite-only:   WHERE n < (SELECT k.enterprise_no / 1024 FROM registry_counter k WHERE k.zone_id = :zone_id))
-- sqlite-only: SELECT t.no FROM s CROSS JOIN name_token t
-- sqlite-only:   WHERE t.zone_id = :zone_id AND t.segment = s.n AND t.token = :token

-- Where few rows are expected, they lead: SQLite by the order of the join; PostgreSQL by arrays, which are made once
-- (before the first ANALYZE it takes a sub-select for tiny and loops over it).
-- fragment: from_candidates
-- sqlite-only: FROM (
-- use: token_rows
-- sqlite-only:   UNION SELECT x.no FROM enterprise_identifier i
-- sqlite-only:     JOIN enterprise x ON x.zone_id = i.zone_id AND x.id = i.enterprise_id
-- sqlite-only:     WHERE i.zone_id = :zone_id AND i.kind IN ('uscc', 'reg15', 'orgcode') AND i.value >= :code_from
-- sqlite-only:     AND i.value < :code_to
-- sqlite-only:   UNION SELECT x.no FROM enterprise_flag f
-- sqlite-only:     JOIN enterprise x ON x.zone_id = f.zone_id AND x.id = f.enterprise_id
-- sqlite-only:     WHERE f.zone_id = :zone_id AND f.list_id = :from_list
-- sqlite-only:   UNION SELECT x.no FROM enterprise_flag f
-- sqlite-only:     JOIN enterprise x ON x.zone_id = f.zone_id AND x.id = f.enterprise_id
-- sqlite-only:     WHERE f.zone_id = :zone_id AND f.flag = :from_flag
-- sqlite-only:   UNION SELECT x.no FROM enterprise x WHERE x.zone_id = :zone_id AND x.id = :from_id) c
-- sqlite-only:   CROSS JOIN enterprise e INDEXED BY enterprise_search
-- postgres-only: FROM enterprise e

-- fragment: candidates
-- sqlite-only: AND e.no = c.no
-- postgres-only: AND (e.no = ANY (ARRAY(SELECT t.no FROM name_token t WHERE t.zone_id = :zone_id AND t.token = :token))
-- postgres-only:   OR e.id = ANY (ARRAY(SELECT i.enterprise_id FROM enterprise_identifier i WHERE i.zone_id = :zone_id
-- postgres-only:     AND i.kind IN ('uscc', 'reg15', 'orgcode') AND i.value >= :code_from AND i.value < :code_to
-- postgres-only:   UNION ALL SELECT f.enterprise_id FROM enterprise_flag f WHERE f.zone_id = :zone_id
-- postgres-only:     AND f.list_id = :from_list
-- postgres-only:   UNION ALL SELECT f.enterprise_id FROM enterprise_flag f WHERE f.zone_id = :zone_id
-- postgres-only:     AND f.flag = :from_flag
-- postgres-only:   UNION ALL SELECT CAST(:from_id AS text))))

-- name: list_name_asc
-- use: item
-- use: filter
  AND (e.name_key, e.no) > (:after_key, :after_no) ORDER BY e.name_key, e.no LIMIT :limit

-- name: list_name_desc
-- use: item
-- use: filter
  AND (e.name_key, e.no) < (:after_key, :after_no) ORDER BY e.name_key DESC, e.no DESC LIMIT :limit

-- name: list_no_asc
-- use: item
-- use: filter
  AND e.no > :after_no ORDER BY e.no LIMIT :limit

-- name: list_no_desc
-- use: item
-- use: filter
  AND e.no < :after_no ORDER BY e.no DESC LIMIT :limit

-- name: list_updated_asc
-- use: item
-- use: filter
  AND (e.updated, e.no) > (:after_time, :after_no) ORDER BY e.updated, e.no LIMIT :limit

-- name: list_updated_desc
-- use: item
-- use: filter
  AND (e.updated, e.no) < (:after_time, :after_no) ORDER BY e.updated DESC, e.no DESC LIMIT :limit

-- fragment: order_keys
(CASE WHEN :sort = 'name' THEN e.name_key ELSE '' END, CASE WHEN :sort = 'updated' THEN e.updated ELSE 0 END, e.no)

-- The candidates are counted and sorted first and their columns looked up for one page only.
-- fragment: from_keys
, p.found FROM (SELECT e.no, CASE WHEN :sort = 'name' THEN e.name_key ELSE '' END AS k1,
        CASE WHEN :sort = 'updated' THEN e.updated ELSE 0 END AS k2, count(*) OVER () AS found
-- use: from_candidates
-- use: filter
-- use: candidates
  AND
-- use: order_keys

-- name: list_from_asc
-- use: item_columns
-- use: from_keys
  > (:after_key, :after_time, :after_no) ORDER BY k1, k2, e.no LIMIT :limit) p CROSS JOIN enterprise e
WHERE e.zone_id = :zone_id AND e.no = p.no ORDER BY p.k1, p.k2, e.no

-- name: list_from_desc
-- use: item_columns
-- use: from_keys
  < (:after_key, :after_time, :after_no) ORDER BY k1 DESC, k2 DESC, e.no DESC LIMIT :limit) p CROSS JOIN enterprise e
WHERE e.zone_id = :zone_id AND e.no = p.no ORDER BY p.k1 DESC, p.k2 DESC, e.no DESC

-- One token's enterprises in the order of their numbers, which is the order of the tree: a page is found without looking
-- at all of them.  SQLite: the recursion hands its segments on in order and the join keeps it; nothing is sorted but the
-- page.
-- name: list_token
-- use: item_columns
-- postgres-only: FROM name_token t JOIN enterprise e ON e.zone_id = t.zone_id AND e.no = t.no
-- sqlite-only: FROM (WITH RECURSIVE s (n) AS (SELECT (:after_no + 1) / 1024 UNION ALL SELECT n + 1 FROM s
-- sqlite-only:   WHERE n < (SELECT k.enterprise_no / 1024 FROM registry_counter k WHERE k.zone_id = :zone_id))
-- sqlite-only:   SELECT t.no FROM s CROSS JOIN name_token t CROSS JOIN enterprise e INDEXED BY enterprise_search
-- use: filter
-- sqlite-only:   AND t.zone_id = :zone_id AND t.segment = s.n AND t.token = :token AND t.no > :after_no AND e.no = +t.no
-- sqlite-only:   LIMIT :limit) p CROSS JOIN enterprise e WHERE e.zone_id = :zone_id AND e.no = p.no ORDER BY e.no
-- postgres-only: AND t.zone_id = :zone_id AND t.token = :token AND t.no > :after_no ORDER BY t.no LIMIT :limit

-- name: count_token_filter
SELECT count(*) AS n FROM (SELECT 1 FROM
-- sqlite-only: (
-- use: token_rows
-- sqlite-only: ) t CROSS JOIN enterprise e INDEXED BY enterprise_search
-- postgres-only: name_token t JOIN enterprise e ON e.zone_id = t.zone_id AND e.no = t.no
-- use: filter
-- sqlite-only: AND e.no = t.no
-- postgres-only: AND t.zone_id = :zone_id AND t.token = :token
  LIMIT :limit) x

-- name: count_all
SELECT count(*) AS n FROM (SELECT 1 FROM enterprise e WHERE e.zone_id = :zone_id AND e.state = :state LIMIT :limit) x

-- name: count_token
SELECT count(*) AS n FROM (
-- use: token_rows
-- postgres-only: SELECT 1 FROM name_token t WHERE t.zone_id = :zone_id AND t.token = :token
LIMIT :limit) x

-- name: count_filter
SELECT count(*) AS n FROM (SELECT 1 FROM enterprise e
-- sqlite-only: INDEXED BY enterprise_search
-- use: filter
  LIMIT :limit) x

-- name: code_prefix_exists
SELECT count(*) AS n FROM (SELECT 1 FROM enterprise_identifier i WHERE i.zone_id = :zone_id
  AND i.kind IN ('uscc', 'reg15', 'orgcode') AND i.value >= :code_from AND i.value < :code_to LIMIT 1) x

-- name: export_page
-- use: columns
, (SELECT CASE WHEN :english THEN a.name_en ELSE a.name_zh END FROM area a
     WHERE a.zone_id = e.zone_id AND a.id = e.area_id) AS area,
  (SELECT CASE WHEN :english THEN d.name_en ELSE d.name_zh END FROM department d
     WHERE d.zone_id = e.zone_id AND d.id = e.department_id) AS department,
  (SELECT max(i.value) FROM enterprise_identifier i WHERE i.zone_id = e.zone_id AND i.enterprise_id = e.id
     AND i.kind = 'reg15' AND i.valid_to IS NULL) AS reg15,
  (SELECT max(i.value) FROM enterprise_identifier i WHERE i.zone_id = e.zone_id AND i.enterprise_id = e.id
     AND i.kind = 'orgcode' AND i.valid_to IS NULL) AS orgcode,
  (SELECT max(r.since) FROM enterprise_relation r WHERE r.zone_id = e.zone_id AND r.enterprise_id = e.id
     AND r.kind = 'registration' AND r.since <= :today AND (r.until IS NULL OR r.until >= :today)) AS registration_since,
  (SELECT max(r.since) FROM enterprise_relation r WHERE r.zone_id = e.zone_id AND r.enterprise_id = e.id
     AND r.kind = 'tax' AND r.since <= :today AND (r.until IS NULL OR r.until >= :today)) AS tax_since,
  (SELECT max(r.since) FROM enterprise_relation r WHERE r.zone_id = e.zone_id AND r.enterprise_id = e.id
     AND r.kind = 'statistics' AND r.since <= :today AND (r.until IS NULL OR r.until >= :today)) AS statistics_since
FROM enterprise e
-- use: filter
  AND e.no > :after_no ORDER BY e.no LIMIT :limit

-- Keys "KIND:VALUE": several of them separated by blanks on PostgreSQL, one at a time on SQLite (a loop is faster there).
-- fragment: keys
-- sqlite-only: WITH k AS (SELECT substr(:codes, 1, instr(:codes, ':') - 1) AS head, substr(:codes, instr(:codes, ':') + 1) AS tail)
-- postgres-only: WITH k AS (SELECT split_part(x, ':', 1) AS head, substr(x, strpos(x, ':') + 1) AS tail FROM unnest(string_to_array(:codes, ' ')) x)

-- fragment: known
  (SELECT max(x.value) FROM enterprise_identifier x WHERE x.zone_id = e.zone_id AND x.enterprise_id = e.id
     AND x.kind = 'reg15' AND x.valid_to IS NULL) AS reg15,
  (SELECT max(x.value) FROM enterprise_identifier x WHERE x.zone_id = e.zone_id AND x.enterprise_id = e.id
     AND x.kind = 'orgcode' AND x.valid_to IS NULL) AS orgcode,
  (SELECT max(r.since) FROM enterprise_relation r WHERE r.zone_id = e.zone_id AND r.enterprise_id = e.id
     AND r.kind = 'registration' AND r.since <= :today AND (r.until IS NULL OR r.until >= :today)) AS registration_since,
  (SELECT max(r.since) FROM enterprise_relation r WHERE r.zone_id = e.zone_id AND r.enterprise_id = e.id
     AND r.kind = 'tax' AND r.since <= :today AND (r.until IS NULL OR r.until >= :today)) AS tax_since,
  (SELECT max(r.since) FROM enterprise_relation r WHERE r.zone_id = e.zone_id AND r.enterprise_id = e.id
     AND r.kind = 'statistics' AND r.since <= :today AND (r.until IS NULL OR r.until >= :today)) AS statistics_since

-- name: known_codes
-- use: keys
-- use: columns
, i.kind AS code_kind, i.value AS code_value,
-- use: known
FROM k JOIN enterprise_identifier i ON i.zone_id = :zone_id AND i.kind = k.head AND i.value = k.tail
JOIN enterprise e ON e.zone_id = i.zone_id AND e.id = i.enterprise_id

-- name: known_id
-- use: columns
,
-- use: known
FROM enterprise e WHERE e.zone_id = :zone_id AND e.id = :id

-- Ids as the keys above.
-- name: merged_among
SELECT count(*) AS n FROM enterprise e WHERE e.zone_id = :zone_id AND e.state = 'merged'
-- sqlite-only: AND e.id = :codes
-- postgres-only: AND e.id = ANY(string_to_array(:codes, ' '))

-- name: known_years
-- use: keys
SELECT y.enterprise_id, y.year, y.headcount, y.revenue_fen, y.assets_fen, y.source, y.version
FROM k JOIN enterprise_year y ON y.zone_id = :zone_id AND y.enterprise_id = k.head AND y.year = CAST(k.tail AS bigint)

-- The newest year of figures in the zone up to :year; :year itself when there are none.
-- name: facts_year
SELECT coalesce(max(y.year), :year) AS year FROM enterprise_year y WHERE y.zone_id = :zone_id AND y.year <= :year
