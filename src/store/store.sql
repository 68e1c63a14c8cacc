-- store.sql - the store's own table: which migrations ran.

-- name: schema_table_there
-- global: the schema is the store's, not a zone's
-- sqlite-only: SELECT count(*) AS version FROM sqlite_schema WHERE type = 'table' AND name = 'schema_version'
-- postgres-only: SELECT count(*) AS version FROM (SELECT to_regclass('schema_version') AS t) x WHERE t IS NOT NULL

-- name: schema_version_get
SELECT coalesce(max(number), 0) AS version FROM schema_version;

-- name: schema_version_put
INSERT INTO schema_version (number, name) VALUES (:version, :name);
