-- 0002-registry.sql - enterprises with their codes, relations, flags and yearly figures; workers; base lists; search.

CREATE TABLE registry_counter (
    zone_id text NOT NULL PRIMARY KEY REFERENCES zone (id),
    enterprise_no bigint NOT NULL
);

-- no: running number in the zone.  name_key: sort key, initials: of all readings (text.h).  Wide texts stand last.
CREATE TABLE enterprise (
    zone_id text NOT NULL REFERENCES zone (id),
    id text NOT NULL,
    no bigint NOT NULL,
    state text NOT NULL,
    kind text NOT NULL,
    size_class text NOT NULL,
    sample boolean NOT NULL,
    version bigint NOT NULL,
    created bigint NOT NULL,
    updated bigint NOT NULL,
    area_id text,
    department_id text,
    industry text,
    uscc text,
    merged_into text,
    name text NOT NULL,
    name_folded text NOT NULL,
    initials text NOT NULL,
    name_key text NOT NULL,
    registered_on date,
    capital_fen bigint,
    capital_text text,
    legal_representative text,
    contact_name text,
    contact_phone text,
    address text,
    scope_text text,
    PRIMARY KEY (zone_id, id),
    UNIQUE (zone_id, no),
    FOREIGN KEY (zone_id, area_id) REFERENCES area (zone_id, id),
    FOREIGN KEY (zone_id, department_id) REFERENCES department (zone_id, id),
    FOREIGN KEY (zone_id, merged_into) REFERENCES enterprise (zone_id, id)
);
CREATE INDEX enterprise_by_name ON enterprise (zone_id, state, name_key, no);
CREATE INDEX enterprise_by_updated ON enterprise (zone_id, state, updated, no);
CREATE INDEX enterprise_merged ON enterprise (zone_id, merged_into) WHERE merged_into IS NOT NULL;

-- A code belongs to one enterprise for good; valid_to: the last day it was in use.
CREATE TABLE enterprise_identifier (
    zone_id text NOT NULL,
    kind text NOT NULL,
    value text NOT NULL,
    enterprise_id text NOT NULL,
    valid_from date,
    valid_to date,
    PRIMARY KEY (zone_id, kind, value),
    FOREIGN KEY (zone_id, enterprise_id) REFERENCES enterprise (zone_id, id)
-- postgres-only: );
-- sqlite-only: ) WITHOUT ROWID;
CREATE INDEX enterprise_identifier_of ON enterprise_identifier (zone_id, enterprise_id);

-- Relations to the zone: registration, tax, statistics; since and until are its first and last day.
CREATE TABLE enterprise_relation (
    zone_id text NOT NULL,
    enterprise_id text NOT NULL,
    id text NOT NULL,
    kind text NOT NULL,
    since date NOT NULL,
    until date,
    note text,
    PRIMARY KEY (zone_id, enterprise_id, id),
    FOREIGN KEY (zone_id, enterprise_id) REFERENCES enterprise (zone_id, id)
-- postgres-only: );
-- sqlite-only: ) WITHOUT ROWID;

CREATE TABLE base_list (
    zone_id text NOT NULL REFERENCES zone (id),
    id text NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    as_of date NOT NULL,
    frozen boolean NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (zone_id, id),
    UNIQUE (zone_id, code)
);

CREATE TABLE enterprise_flag (
    zone_id text NOT NULL,
    enterprise_id text NOT NULL,
    id text NOT NULL,
    flag text NOT NULL,
    list_id text,
    since date NOT NULL,
    until date,
    value text,
    PRIMARY KEY (zone_id, enterprise_id, id),
    FOREIGN KEY (zone_id, enterprise_id) REFERENCES enterprise (zone_id, id),
    FOREIGN KEY (zone_id, list_id) REFERENCES base_list (zone_id, id)
-- postgres-only: );
-- sqlite-only: ) WITHOUT ROWID;
CREATE INDEX enterprise_flag_list ON enterprise_flag (zone_id, list_id, enterprise_id);
CREATE INDEX enterprise_flag_flag ON enterprise_flag (zone_id, flag, enterprise_id);

CREATE TABLE enterprise_year (
    zone_id text NOT NULL,
    enterprise_id text NOT NULL,
    year bigint NOT NULL,
    headcount bigint,
    revenue_fen bigint,
    assets_fen bigint,
    source text,
    version bigint NOT NULL,
    PRIMARY KEY (zone_id, enterprise_id, year),
    FOREIGN KEY (zone_id, enterprise_id) REFERENCES enterprise (zone_id, id)
-- postgres-only: );
-- sqlite-only: ) WITHOUT ROWID;
CREATE INDEX enterprise_year_year ON enterprise_year (zone_id, year);

-- Search: bigrams of the folded name and trigrams of its initials, of active enterprises only.  No foreign key: `no` is
-- written with its enterprise, and a check per token would double the cost of an import.  segment = no / 1024: on SQLite
-- the tree is ordered by it, so that an import writes few pages a chunk, and a search looks into each segment.
CREATE TABLE name_token (
    zone_id text NOT NULL,
    segment bigint NOT NULL,
    token text NOT NULL,
    no bigint NOT NULL,
-- postgres-only: PRIMARY KEY (zone_id, token, no)
-- postgres-only: );
-- sqlite-only: PRIMARY KEY (zone_id, segment, token, no)
-- sqlite-only: ) WITHOUT ROWID;

-- id_sealed, phone_sealed: secret boxes; id_hash: keyed hash of kind and number, unique among those employed.
CREATE TABLE worker (
    zone_id text NOT NULL,
    id text NOT NULL,
    enterprise_id text NOT NULL,
    name text NOT NULL,
    name_key text NOT NULL,
    id_kind text NOT NULL,
    id_sealed text NOT NULL,
    id_hash text NOT NULL,
    id_masked text NOT NULL,
    birth date,
    household text,
    degree text,
    title text,
    hired_on date,
    left_on date,
    phone_sealed text,
    phone_masked text,
    version bigint NOT NULL,
    updated bigint NOT NULL,
    PRIMARY KEY (zone_id, id),
    FOREIGN KEY (zone_id, enterprise_id) REFERENCES enterprise (zone_id, id)
);
CREATE UNIQUE INDEX worker_employed ON worker (zone_id, id_hash) WHERE left_on IS NULL;
CREATE INDEX worker_hash ON worker (zone_id, id_hash);
CREATE INDEX worker_enterprise ON worker (zone_id, enterprise_id, name_key, id);
