-- frame_test.sql - the effects of the test's jobs, in a table where nothing can stand twice.

-- name: effect_insert
INSERT INTO host_config (name, value) VALUES (:name, :value);

-- name: effect_count
SELECT count(*) AS n FROM host_config WHERE value = :value;
