-- 0005-search.sql - what a search checks, counts and sorts by, in the order of the numbers that search tokens give.

-- SQLite reads the narrow rows of this index instead of those of enterprise, which are ten times as wide and are looked up
-- for one page only.  On PostgreSQL an entry could not be that long; the planner is told better how rare each token is.
-- sqlite-only: CREATE INDEX enterprise_search ON enterprise (zone_id, state, no, kind, size_class, area_id, updated, name_key,
-- sqlite-only:   name_folded, initials);
-- postgres-only: ALTER TABLE name_token ALTER COLUMN token SET STATISTICS 1000;
