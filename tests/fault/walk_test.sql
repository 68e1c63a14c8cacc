-- walk_test.sql - statements of store_walk_test.c.

-- name: item_put
INSERT INTO item (id, parent, n) VALUES (:id, :parent, :n);

-- name: item_raise
UPDATE item SET n = n + 1 WHERE parent = :parent;

-- name: item_sum
SELECT sum(n) AS n FROM item WHERE parent = :parent;
