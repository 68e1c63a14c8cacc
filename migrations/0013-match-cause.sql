-- 0013-match-cause.sql - what made a run of the match start, and what it had seen of the changes.

-- cause: person, rule, item, import, pack, day; cause_name: the first change's subject; causes: how many changes there were.
-- seen: the newest record of the audit trail when the run was queued; NULL for a run as of another day.
ALTER TABLE match_run ADD COLUMN cause text NOT NULL DEFAULT 'person';
ALTER TABLE match_run ADD COLUMN cause_name text;
ALTER TABLE match_run ADD COLUMN causes bigint NOT NULL DEFAULT 0;
ALTER TABLE match_run ADD COLUMN seen bigint;
