-- 0004-intake.sql - imports of sheets: receipt, chunks, remarks, quarantine.

CREATE TABLE import (
    zone_id text NOT NULL REFERENCES zone (id),
    id text NOT NULL,
    kind text NOT NULL,
    state text NOT NULL,
    format text NOT NULL,
    encoding text NOT NULL,
    file_name text NOT NULL,
    file_hash text NOT NULL,
    file_size bigint NOT NULL,
    header_row bigint NOT NULL,
    rows bigint NOT NULL,
    created bigint NOT NULL,
    updated bigint NOT NULL,
    unchanged bigint NOT NULL,
    rejected bigint NOT NULL,
    quarantined bigint NOT NULL,
    warned bigint NOT NULL,
    job_id text,
    failure text,
    digest text,
    actor_id text NOT NULL,
    actor_name text NOT NULL,
    uploaded_at bigint NOT NULL,
    started_at bigint,
    finished_at bigint,
    version bigint NOT NULL,
    columns_json text NOT NULL,
    PRIMARY KEY (zone_id, id)
);
CREATE INDEX import_file ON import (file_hash);

-- results: one letter per row of the file in its order: c u = r q, upper case when the row carries a remark ('!' for '=').
CREATE TABLE import_chunk (
    zone_id text NOT NULL,
    import_id text NOT NULL,
    chunk_no bigint NOT NULL,
    row_count bigint NOT NULL,
    results text NOT NULL,
    digest text NOT NULL,
    changes_digest text,
    PRIMARY KEY (zone_id, import_id, chunk_no),
    FOREIGN KEY (zone_id, import_id) REFERENCES import (zone_id, id)
);

-- column_no: 0 = the first, NULL = the whole row.  message: id of the sentence, args: its arguments as JSON.
CREATE TABLE import_issue (
    zone_id text NOT NULL,
    import_id text NOT NULL,
    row_no bigint NOT NULL,
    issue_no bigint NOT NULL,
    column_no bigint,
    severity text NOT NULL,
    message text NOT NULL,
    args text NOT NULL,
    PRIMARY KEY (zone_id, import_id, row_no, issue_no),
    FOREIGN KEY (zone_id, import_id) REFERENCES import (zone_id, id)
-- postgres-only: );
-- sqlite-only: ) WITHOUT ROWID;

-- digest: keyed hash of the kind and of the cells with their fields.  A row waits once, however often it is imported.
CREATE TABLE quarantine (
    zone_id text NOT NULL,
    id text NOT NULL,
    import_id text NOT NULL,
    row_no bigint NOT NULL,
    state text NOT NULL,
    digest text NOT NULL,
    name text,
    code text,
    enterprise_id text,
    enterprise_name text,
    decision text,
    decided_by text,
    decided_at bigint,
    version bigint NOT NULL,
    cells_json text NOT NULL,
    reasons_json text NOT NULL,
    PRIMARY KEY (zone_id, id),
    FOREIGN KEY (zone_id, import_id) REFERENCES import (zone_id, id)
);
CREATE INDEX quarantine_state ON quarantine (zone_id, state, id);
CREATE INDEX quarantine_import ON quarantine (zone_id, import_id, state, id);
CREATE UNIQUE INDEX quarantine_waiting ON quarantine (zone_id, digest) WHERE state = 'open';
CREATE INDEX quarantine_decided ON quarantine (zone_id, digest) WHERE state <> 'open';

-- What a row of an import (import_id) or of a pack (import_id = its job) did to whom; changes: JSON, of updates only.
-- subject: the worker, or the year of the figures.  import.finish and pack.finish put the digest of these rows on the
-- audit chain.
CREATE TABLE import_change (
    zone_id text NOT NULL REFERENCES zone (id),
    import_id text NOT NULL,
    chunk_no bigint NOT NULL,
    row_no bigint NOT NULL,
    at bigint NOT NULL,
    enterprise_id text NOT NULL,
    origin text NOT NULL,
    kind text NOT NULL,
    subject text,
    outcome text NOT NULL,
    changes text,
    PRIMARY KEY (zone_id, import_id, chunk_no, row_no)
-- postgres-only: );
-- sqlite-only: ) WITHOUT ROWID;
CREATE INDEX import_change_enterprise ON import_change (zone_id, enterprise_id);
