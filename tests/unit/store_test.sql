-- store_test.sql - statements of store_test.c and of bench/store.

-- name: row_put
INSERT INTO row (id, n, text) VALUES (:id, :n, :text);

-- name: row_move
UPDATE row SET n = n + :n WHERE id = :id;

-- name: row_get
SELECT id, n, text FROM row WHERE id = :id;

-- name: row_sum
SELECT count(*) AS n, coalesce(sum(n), 0) AS sum FROM row;

-- name: node_put
INSERT INTO node (id, parent, flag, day) VALUES (:id, :text, :flag, :day);

-- name: row_text
UPDATE row SET text = :text WHERE id = :id;

-- name: late_put
INSERT INTO late (id, row_id) VALUES (:id, :text);

-- name: trap_put
INSERT INTO trap (id) VALUES (:id);

-- PostgreSQL: does the server know how many rows there are?
-- name: row_analysed
SELECT count(*) AS n, 0 AS sum FROM pg_class WHERE relname = 'row' AND reltuples > 0
