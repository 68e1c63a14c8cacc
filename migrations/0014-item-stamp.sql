-- 0014-item-stamp.sql - the versions of a zone's items beside each other: their sum tells whether any of them changed.

CREATE INDEX policy_item_stamp ON policy_item (zone_id, version);
