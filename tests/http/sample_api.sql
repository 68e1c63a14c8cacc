-- sample_api.sql - statements of the sample endpoints.

-- name: note_insert
INSERT INTO host_config (name, value) VALUES (:name, :value)

-- name: note_get
SELECT name, value FROM host_config WHERE name = :name

-- name: note_page
SELECT name, value FROM host_config WHERE name > :name ORDER BY name LIMIT 10
