-- 0010-match.sql - who is entitled to what: the verdict of every item for every enterprise, and what changed when.

-- A run of the job; its state and progress are the job's.  entitled, lacking: enterprises with at least one such item.
CREATE TABLE match_run (
    zone_id text NOT NULL REFERENCES zone (id),
    id text NOT NULL,
    no bigint NOT NULL,
    as_of date NOT NULL,
    job_id text NOT NULL,
    actor_name text NOT NULL,
    created bigint NOT NULL,
    finished bigint,
    items bigint NOT NULL,
    enterprises bigint NOT NULL,
    workers bigint NOT NULL,
    entitled bigint NOT NULL,
    lacking bigint NOT NULL,
    changed bigint NOT NULL,
    PRIMARY KEY (zone_id, id),
    UNIQUE (zone_id, no)
);

-- The newest verdicts of an item in numbers of enterprises (lines_: of workers), and the run that looked last.
CREATE TABLE match_item (
    zone_id text NOT NULL,
    item_id text NOT NULL,
    rule_version_id text NOT NULL,
    run_no bigint NOT NULL,
    as_of date NOT NULL,
    matched bigint NOT NULL,
    entitled bigint NOT NULL,
    likely bigint NOT NULL,
    lacks bigint NOT NULL,
    not_entitled bigint NOT NULL,
    failed bigint NOT NULL,
    lines bigint NOT NULL,
    lines_eligible bigint NOT NULL,
    total_fen bigint NOT NULL,
    PRIMARY KEY (zone_id, item_id)
);

-- What a line can come to: verdict, rule version, rows that fired ("table=row", one a line), facts that are missing
-- (keys, one a line).  Cells name it by `no`; nothing is changed or removed.
CREATE TABLE match_outcome (
    zone_id text NOT NULL,
    item_id text NOT NULL,
    no bigint NOT NULL,
    verdict text NOT NULL,
    rule_version_id text NOT NULL,
    fired text NOT NULL,
    missing text NOT NULL,
    PRIMARY KEY (zone_id, item_id, no)
);

-- The verdicts of 1,024 enterprises with neighbouring numbers (no / 1024) by one item; cells.h says how they are written.
-- A row per verdict would be three million rows for a large zone; these are three thousand.
CREATE TABLE match_block (
    zone_id text NOT NULL,
    item_id text NOT NULL,
    block bigint NOT NULL,
    run_no bigint NOT NULL,
    cells text NOT NULL,
    PRIMARY KEY (zone_id, item_id, block)
);

-- What a run changed in a block: "number:before>after", one a line.  Append-only.
CREATE TABLE match_change (
    zone_id text NOT NULL,
    item_id text NOT NULL,
    block bigint NOT NULL,
    run_no bigint NOT NULL,
    changes text NOT NULL,
    PRIMARY KEY (zone_id, item_id, block, run_no)
);
