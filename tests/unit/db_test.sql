-- db_test.sql - statements of db_test.c.

-- name: thing_put
INSERT INTO thing (id, flag, n, maybe_n, name, day, maybe_day, price, maybe_price, at, kind)
VALUES (:id, :flag, :n, :maybe_n, :name, :day, :maybe_day, :price, :maybe_price, :at, :kind);

-- name: thing_get
-- many
SELECT id, flag, n, maybe_n, name, day, maybe_day, price, maybe_price, at, kind FROM thing WHERE id = :id;

-- name: thing_page
SELECT id, name, kind FROM thing WHERE id > :id ORDER BY id LIMIT :n;

-- name: thing_all
SELECT id, flag, n, maybe_n, name, day, maybe_day, price, maybe_price, at, kind FROM thing ORDER BY id;

-- name: thing_rename
UPDATE thing SET name = :name WHERE id = :id RETURNING id, name;

-- name: thing_retitle
-- many
UPDATE thing SET name = :name, n = n + 1, day = :day, maybe_n = :maybe_n, flag = :flag WHERE id = :id;

-- name: thing_sum
SELECT count(*) AS n, sum(n) AS maybe_n FROM thing;

-- name: thing_unknown_column
SELECT id, 1 AS nowhere FROM thing ORDER BY id;

-- name: part_put
INSERT INTO part (id, thing_id) VALUES (:id, :name);

-- name: thing_optional
SELECT id FROM thing WHERE (CAST(:name AS text) IS NULL OR name = :name) AND (CAST(:day AS date) IS NULL OR day >= :day)
ORDER BY id;
