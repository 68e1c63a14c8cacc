-- 0001-frame.sql - the frame: zones, people, sessions, the audit chain, jobs.
-- Shared dialect: text, bigint, boolean, date.  Instants are bigint microseconds of UTC.  Every key starts with zone_id.

CREATE TABLE zone (
    id text NOT NULL PRIMARY KEY,
    code text NOT NULL UNIQUE,
    name_zh text NOT NULL,
    name_en text NOT NULL,
    utc_offset_minutes bigint NOT NULL,
    demo boolean NOT NULL,
    version bigint NOT NULL,
    created bigint NOT NULL,
    updated bigint NOT NULL
);

CREATE TABLE area (
    zone_id text NOT NULL REFERENCES zone (id),
    id text NOT NULL,
    code text NOT NULL,
    name_zh text NOT NULL,
    name_en text NOT NULL,
    PRIMARY KEY (zone_id, id),
    UNIQUE (zone_id, code)
);

CREATE TABLE department (
    zone_id text NOT NULL REFERENCES zone (id),
    id text NOT NULL,
    code text NOT NULL,
    name_zh text NOT NULL,
    name_en text NOT NULL,
    PRIMARY KEY (zone_id, id),
    UNIQUE (zone_id, code)
);

-- state: invited (no password yet), active, disabled.  login_folded: lower case, unique in the zone.
CREATE TABLE app_user (
    zone_id text NOT NULL REFERENCES zone (id),
    id text NOT NULL,
    login text NOT NULL,
    login_folded text NOT NULL,
    name text NOT NULL,
    password_hash text,
    state text NOT NULL,
    must_change boolean NOT NULL,
    last_sign_in bigint,
    version bigint NOT NULL,
    created bigint NOT NULL,
    updated bigint NOT NULL,
    PRIMARY KEY (zone_id, id),
    UNIQUE (zone_id, login_folded)
);

-- scope_id: enterprise, department or area id; '' for the whole zone (a key column cannot be NULL).
CREATE TABLE user_grant (
    zone_id text NOT NULL,
    user_id text NOT NULL,
    role text NOT NULL,
    scope text NOT NULL,
    scope_id text NOT NULL,
    PRIMARY KEY (zone_id, user_id, role, scope, scope_id),
    FOREIGN KEY (zone_id, user_id) REFERENCES app_user (zone_id, id)
);
CREATE INDEX user_grant_role ON user_grant (zone_id, role);

-- id: SHA-256 of the cookie's token in hex; the token itself is stored nowhere.
CREATE TABLE session (
    zone_id text NOT NULL,
    id text NOT NULL,
    user_id text NOT NULL,
    csrf text NOT NULL,
    created bigint NOT NULL,
    last_seen bigint NOT NULL,
    expires bigint NOT NULL,
    remote text NOT NULL,
    agent text NOT NULL,
    PRIMARY KEY (zone_id, id),
    FOREIGN KEY (zone_id, user_id) REFERENCES app_user (zone_id, id)
);
CREATE INDEX session_by_user ON session (zone_id, user_id);

-- Also for logins that do not exist, so that nobody learns from the answer which ones do.
CREATE TABLE login_throttle (
    zone_id text NOT NULL REFERENCES zone (id),
    login_folded text NOT NULL,
    failures bigint NOT NULL,
    last_failed bigint NOT NULL,
    locked_until bigint NOT NULL,
    PRIMARY KEY (zone_id, login_folded)
);
CREATE INDEX login_throttle_age ON login_throttle (zone_id, last_failed);

CREATE TABLE invite (
    zone_id text NOT NULL,
    token_hash text NOT NULL,
    user_id text NOT NULL,
    expires bigint NOT NULL,
    used bigint,
    PRIMARY KEY (zone_id, token_hash),
    FOREIGN KEY (zone_id, user_id) REFERENCES app_user (zone_id, id)
);
CREATE INDEX invite_user ON invite (zone_id, user_id);

-- One record per operation.  hash covers the previous hash and every column here; digest covers the payload.
CREATE TABLE audit (
    zone_id text NOT NULL REFERENCES zone (id),
    seq bigint NOT NULL,
    at bigint NOT NULL,
    actor_id text NOT NULL,
    action text NOT NULL,
    subject_kind text NOT NULL,
    subject_id text NOT NULL,
    digest text NOT NULL,
    hash text NOT NULL,
    PRIMARY KEY (zone_id, seq)
);
CREATE INDEX audit_subject ON audit (zone_id, subject_kind, subject_id, seq);
CREATE INDEX audit_actor ON audit (zone_id, actor_id, seq);
CREATE INDEX audit_action ON audit (zone_id, action, seq);

-- The part that may hold personal data; erasing it (all columns but the key become NULL) leaves the chain intact.
CREATE TABLE audit_payload (
    zone_id text NOT NULL,
    seq bigint NOT NULL,
    salt text,
    actor_name text,
    remote text,
    subject_name text,
    before_json text,
    after_json text,
    PRIMARY KEY (zone_id, seq),
    FOREIGN KEY (zone_id, seq) REFERENCES audit (zone_id, seq)
);

CREATE TABLE audit_head (
    zone_id text NOT NULL PRIMARY KEY REFERENCES zone (id),
    seq bigint NOT NULL,
    hash text NOT NULL
);

-- owner: the process that works on a running job; another process takes the job over (it holds the store's lock).
CREATE TABLE job (
    zone_id text NOT NULL REFERENCES zone (id),
    id text NOT NULL,
    kind text NOT NULL,
    subject_id text NOT NULL,
    actor_id text NOT NULL,
    actor_name text NOT NULL,
    state text NOT NULL,
    done bigint NOT NULL,
    total bigint NOT NULL,
    chunk bigint NOT NULL,
    failure text,
    owner text,
    created bigint NOT NULL,
    started bigint,
    finished bigint,
    PRIMARY KEY (zone_id, id)
);
CREATE INDEX job_state ON job (state, created);
CREATE INDEX job_subject ON job (zone_id, subject_id);

-- Answers of the last day, for repeats with the same Idempotency-Key.  key_hash: SHA-256 of zone, actor, endpoint and key;
-- random text, so SQLite has no index on it (the program holds the keys in memory); PostgreSQL does, because after a
-- failover only the database knows what was committed.
CREATE TABLE idempotency (
    zone_id text NOT NULL REFERENCES zone (id),
    id text NOT NULL,
    actor_id text NOT NULL,
    endpoint text NOT NULL,
    key_hash text NOT NULL,
    body_hash text NOT NULL,
    status bigint NOT NULL,
    reply text NOT NULL,
    at_us bigint NOT NULL,
    PRIMARY KEY (zone_id, id)
);
CREATE INDEX idempotency_age ON idempotency (zone_id, at_us);
-- postgres-only: CREATE UNIQUE INDEX idempotency_key ON idempotency (zone_id, key_hash);

CREATE TABLE host_config (
    name text NOT NULL PRIMARY KEY,
    value text NOT NULL
);

-- state: installing, installed.  manifest is the pack's own text; path is where it was read from.
CREATE TABLE pack (
    zone_id text NOT NULL REFERENCES zone (id),
    id text NOT NULL,
    version text NOT NULL,
    digest text NOT NULL,
    state text NOT NULL,
    created_rows bigint NOT NULL,
    kept_rows bigint NOT NULL,
    path text NOT NULL,
    manifest text NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (zone_id, id)
);
