-- Entries that share keys with a question, as far as the viewer may read or find them. The law, the asker's exclusions
-- and the caps apply inside: nothing that he may not find takes a place, or time, from what he may, and silent ones are
-- capped apart. Keys come the rarest first and are read until `most_rows` are met (half of that for silent ones, which
-- are fewer), of one key at most `per_key`; those that stand best then are weighed by all the keys they carry. Weights
-- come from the caller (a shipped table), never from what is held. `crowded` lists the keys that more of what may be
-- found carry than were read.
DROP FUNCTION IF EXISTS find_candidates(bigint[], real[], uuid[], int, int);
CREATE FUNCTION best_candidates(asked bigint[], weights real[], left_out uuid[], per_key int, most_rows int, most int)
RETURNS TABLE (entry uuid, owner uuid, mode int, weight real, report uuid, number varchar, kind varchar,
    category varchar, names text[], birth varchar, country varchar, identifiers jsonb, crowded bigint[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off
SET enable_mergejoin = off AS $$
DECLARE
    held int[] := held_labels();
    shown bigint[]; opened bigint[]; silents bigint[];
BEGIN
    SELECT coalesce(array_agg(f.fence ORDER BY f.fence) FILTER (WHERE f.mode > 1), '{}'),
           coalesce(array_agg(f.fence) FILTER (WHERE f.mode = 3), '{}'),
           coalesce(array_agg(f.fence ORDER BY f.fence) FILTER (WHERE f.mode = 1), '{}')
      INTO shown, opened, silents FROM (
        SELECT c.fence, CASE WHEN c.label = ANY (held) THEN 3 ELSE m.mode END AS mode
          FROM crosscheck_fence c LEFT JOIN held_findings() m ON m.finding = c.finding) f;
    RETURN QUERY
    WITH met AS MATERIALIZED (
        SELECT q.key, q.worth, k.fence, k.owner, k.entry
          FROM unnest(asked, weights) AS q(key, worth) CROSS JOIN LATERAL (
            SELECT x.fence, x.owner, x.entry FROM crosscheck_key x
             WHERE x.key = q.key AND x.fence = ANY (shown) AND NOT x.owner = ANY (left_out)
             ORDER BY x.fence, x.owner, x.entry LIMIT per_key) k
         LIMIT most_rows
    ), met_silent AS MATERIALIZED (
        SELECT q.worth, k.owner, k.entry
          FROM unnest(asked, weights) AS q(key, worth) CROSS JOIN LATERAL (
            SELECT x.owner, x.entry FROM crosscheck_key x
             WHERE x.key = q.key AND x.fence = ANY (silents) AND NOT x.owner = ANY (left_out)
             ORDER BY x.fence, x.owner, x.entry LIMIT per_key) k
         LIMIT most_rows / 2
    ), full_keys AS (
        SELECT coalesce(array_agg(f.key ORDER BY f.key), '{}') AS keys
          FROM (SELECT m.key FROM met m GROUP BY m.key HAVING count(*) >= per_key) f
    ), first AS (
        (SELECT s.owner, s.entry, min(s.fence) AS fence FROM met s
          GROUP BY s.entry, s.owner ORDER BY sum(s.worth) DESC, 1, 2 LIMIT most + most / 2)
        UNION ALL
        (SELECT s.owner, s.entry, NULL FROM met_silent s
          GROUP BY s.entry, s.owner ORDER BY sum(s.worth) DESC, 1, 2 LIMIT most + most / 2)
    ), weighed AS (
        SELECT f.owner, f.entry, f.fence, sum(q.worth)::real AS weight
          FROM first f JOIN crosscheck_entry e ON e.owner = f.owner AND e.id = f.entry
         CROSS JOIN LATERAL unnest(e.keys) AS k(key)
          JOIN unnest(asked, weights) AS q(key, worth) ON q.key = k.key
         GROUP BY f.owner, f.entry, f.fence
    ), best AS (
        SELECT r.* FROM (
            SELECT w.*, row_number() OVER (PARTITION BY w.fence IS NULL ORDER BY w.weight DESC, w.owner, w.entry) AS place
              FROM weighed w) r WHERE r.place <= most
    )
    SELECT e.id, e.owner, CASE WHEN b.fence IS NULL THEN 1 WHEN b.fence = ANY (opened) THEN 3 ELSE 2 END, b.weight,
           e.report, e.number, e.kind, e.category, e.names, e.birth, e.country, e.identifiers, f.keys
      FROM best b JOIN crosscheck_entry e ON e.owner = b.owner AND e.id = b.entry CROSS JOIN full_keys f;
END $$;
REVOKE EXECUTE ON FUNCTION best_candidates(bigint[], real[], uuid[], int, int, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION best_candidates(bigint[], real[], uuid[], int, int, int) TO kerege_search;
ALTER FUNCTION best_candidates(bigint[], real[], uuid[], int, int, int) OWNER TO kerege_law;
