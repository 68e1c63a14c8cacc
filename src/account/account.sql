-- account.sql - people, their grants, sessions, invitations and wrong passwords.

-- name: session_find
SELECT z.id AS zone_id, z.utc_offset_minutes, s.id AS session_id, s.csrf, s.last_seen, s.expires,
       u.id AS user_id, u.login, u.name, u.state, u.must_change
FROM zone z
JOIN session s ON s.zone_id = z.id
JOIN app_user u ON u.zone_id = s.zone_id AND u.id = s.user_id
WHERE z.code = :code AND s.id = :session_id;

-- name: session_by_id
SELECT s.id AS session_id, s.csrf, s.last_seen, s.expires, s.user_id
FROM session s WHERE s.zone_id = :zone_id AND s.id = :session_id;

-- name: session_insert
INSERT INTO session (zone_id, id, user_id, csrf, created, last_seen, expires, remote, agent)
VALUES (:zone_id, :session_id, :user_id, :csrf, :now, :now, :expires, :remote, :agent);

-- name: session_touch
UPDATE session SET last_seen = :now WHERE zone_id = :zone_id AND id = :session_id AND last_seen < :now;

-- name: session_delete
DELETE FROM session WHERE zone_id = :zone_id AND user_id = :user_id AND id = :session_id;

-- name: session_delete_user
DELETE FROM session WHERE zone_id = :zone_id AND user_id = :user_id;

-- name: session_delete_dead
DELETE FROM session WHERE zone_id = :zone_id AND user_id = :user_id AND (expires <= :now OR last_seen <= :idle_before);

-- name: session_list
SELECT id, created, last_seen, expires, remote, agent FROM session
WHERE zone_id = :zone_id AND user_id = :user_id AND expires > :now AND last_seen > :idle_before
ORDER BY created DESC, id;

-- name: grant_list
SELECT role, scope, NULLIF(scope_id, '') AS scope_id FROM user_grant
WHERE zone_id = :zone_id AND user_id = :user_id ORDER BY role, scope, scope_id;

-- name: grant_list_named
SELECT g.role, g.scope, NULLIF(g.scope_id, '') AS scope_id,
       COALESCE(e.name, CASE WHEN :english THEN a.name_en ELSE a.name_zh END,
                CASE WHEN :english THEN d.name_en ELSE d.name_zh END) AS scope_name
FROM user_grant g
LEFT JOIN enterprise e ON g.scope = 'enterprise' AND e.zone_id = g.zone_id AND e.id = g.scope_id
LEFT JOIN area a ON g.scope = 'area' AND a.zone_id = g.zone_id AND a.id = g.scope_id
LEFT JOIN department d ON g.scope = 'department' AND d.zone_id = g.zone_id AND d.id = g.scope_id
WHERE g.zone_id = :zone_id AND g.user_id = :user_id
ORDER BY g.role, g.scope, g.scope_id;

-- name: grant_delete_user
DELETE FROM user_grant WHERE zone_id = :zone_id AND user_id = :user_id;

-- name: grant_insert
INSERT INTO user_grant (zone_id, user_id, role, scope, scope_id)
VALUES (:zone_id, :user_id, :role, :scope, COALESCE(:scope_id, ''));

-- name: bound_enterprise
SELECT id FROM enterprise WHERE zone_id = :zone_id AND id = :scope_id AND state = 'active';

-- name: bound_area
SELECT id FROM area WHERE zone_id = :zone_id AND id = :scope_id;

-- name: bound_department
SELECT id FROM department WHERE zone_id = :zone_id AND id = :scope_id;

-- name: user_insert
INSERT INTO app_user (zone_id, id, login, login_folded, name, password_hash, state, must_change, last_sign_in, version,
                      created, updated)
VALUES (:zone_id, :id, :login, :login_folded, :name, :password_hash, :state, :must_change, NULL, 1, :now, :now)
ON CONFLICT DO NOTHING;

-- name: user_row
SELECT id, login, login_folded, name, password_hash, state, must_change, version FROM app_user
WHERE zone_id = :zone_id AND id = :user_id;

-- name: user_row_by_login
SELECT id, login, login_folded, name, password_hash, state, must_change, version FROM app_user
WHERE zone_id = :zone_id AND login_folded = :login_folded;

-- name: user_update
UPDATE app_user SET name = :name, password_hash = :password_hash, state = :state, must_change = :must_change,
                    version = version + 1, updated = :now
WHERE zone_id = :zone_id AND id = :id AND version = :version;

-- name: user_signed_in
UPDATE app_user SET last_sign_in = :now WHERE zone_id = :zone_id AND id = :user_id;

-- name: user_by_id
SELECT u.id, u.login, u.name, u.state, u.must_change, u.created, u.last_sign_in, u.version,
       t.locked_until, i.expires AS invite_expires
FROM app_user u
LEFT JOIN login_throttle t ON t.zone_id = u.zone_id AND t.login_folded = u.login_folded AND t.locked_until > :now
LEFT JOIN invite i ON i.zone_id = u.zone_id AND i.user_id = u.id AND i.used IS NULL AND u.state = 'invited'
WHERE u.zone_id = :zone_id AND u.id = :user_id;

-- name: user_page
SELECT u.id, u.login, u.name, u.state, u.must_change, u.created, u.last_sign_in, u.version,
       t.locked_until, i.expires AS invite_expires
FROM app_user u
LEFT JOIN login_throttle t ON t.zone_id = u.zone_id AND t.login_folded = u.login_folded AND t.locked_until > :now
LEFT JOIN invite i ON i.zone_id = u.zone_id AND i.user_id = u.id AND i.used IS NULL AND u.state = 'invited'
WHERE u.zone_id = :zone_id
  AND (CAST(:after AS text) IS NULL OR u.login_folded > :after)
  AND (CAST(:state AS text) IS NULL OR u.state = :state)
  AND (CAST(:role AS text) IS NULL OR EXISTS (SELECT 1 FROM user_grant g WHERE g.zone_id = u.zone_id AND g.user_id = u.id AND g.role = :role))
  AND (CAST(:q AS text) IS NULL OR replace(u.login_folded, :q, '') <> u.login_folded OR replace(lower(u.name), :q, '') <> lower(u.name))
ORDER BY u.login_folded LIMIT :limit;

-- name: user_count
SELECT count(*) AS n FROM app_user u
WHERE u.zone_id = :zone_id
  AND (CAST(:state AS text) IS NULL OR u.state = :state)
  AND (CAST(:role AS text) IS NULL OR EXISTS (SELECT 1 FROM user_grant g WHERE g.zone_id = u.zone_id AND g.user_id = u.id AND g.role = :role))
  AND (CAST(:q AS text) IS NULL OR replace(u.login_folded, :q, '') <> u.login_folded OR replace(lower(u.name), :q, '') <> lower(u.name));

-- name: administrator_count_others
SELECT count(*) AS n FROM app_user u
WHERE u.zone_id = :zone_id AND u.id <> :user_id AND u.state = 'active'
  AND EXISTS (SELECT 1 FROM user_grant g WHERE g.zone_id = u.zone_id AND g.user_id = u.id AND g.role = 'administrator');

-- name: throttle_find
SELECT failures, last_failed, locked_until FROM login_throttle
WHERE zone_id = :zone_id AND login_folded = :login_folded;

-- name: throttle_put
INSERT INTO login_throttle (zone_id, login_folded, failures, last_failed, locked_until)
VALUES (:zone_id, :login_folded, :failures, :last_failed, :locked_until)
ON CONFLICT (zone_id, login_folded) DO UPDATE SET failures = excluded.failures, last_failed = excluded.last_failed,
                                                  locked_until = excluded.locked_until;

-- name: throttle_clear
DELETE FROM login_throttle WHERE zone_id = :zone_id AND login_folded = :login_folded;

-- name: throttle_prune
DELETE FROM login_throttle WHERE zone_id = :zone_id AND last_failed < :forgotten_before;

-- name: invite_insert
INSERT INTO invite (zone_id, token_hash, user_id, expires, used) VALUES (:zone_id, :token_hash, :user_id, :expires, NULL);

-- name: invite_delete_open
DELETE FROM invite WHERE zone_id = :zone_id AND user_id = :user_id AND used IS NULL;

-- name: invite_find
SELECT user_id, expires, used FROM invite WHERE zone_id = :zone_id AND token_hash = :token_hash;

-- name: invite_use
UPDATE invite SET used = :now WHERE zone_id = :zone_id AND token_hash = :token_hash AND used IS NULL;
