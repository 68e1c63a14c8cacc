-- 0003-attach.sql - files attached to records; the bytes lie in DATA/blobs under their SHA-256.

CREATE TABLE attachment (
    zone_id text NOT NULL REFERENCES zone (id),
    id text NOT NULL,
    subject_kind text NOT NULL,
    subject_id text NOT NULL,
    name text NOT NULL,
    content_type text NOT NULL,
    size bigint NOT NULL,
    sha256 text NOT NULL,
    created_by text NOT NULL,
    created bigint NOT NULL,
    PRIMARY KEY (zone_id, id)
);
CREATE INDEX attachment_subject ON attachment (zone_id, subject_kind, subject_id, created);
CREATE INDEX attachment_blob ON attachment (sha256);
