-- Entries that share keys with a question, as far as the viewer may read or find them. The law, the asker's exclusions
-- and the caps apply inside: nothing that he may not find takes a place, or time, from what he may, and silent ones are
-- capped apart. Weights come from the caller (a shipped table), never from what is held. `crowded` lists the keys that
-- more of what he may find carry than were read.
CREATE FUNCTION find_candidates(asked bigint[], weights real[], left_out uuid[], per_key int, most int)
RETURNS TABLE (entry uuid, owner uuid, mode int, weight real, report uuid, number varchar, kind varchar,
    category varchar, names text[], birth varchar, country varchar, identifiers jsonb, crowded bigint[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off AS $$
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
    WITH question AS (SELECT q.key, q.worth FROM unnest(asked, weights) AS q(key, worth)),
    met AS MATERIALIZED (
        SELECT q.key, q.worth, k.fence, k.owner, k.entry
          FROM question q CROSS JOIN LATERAL (
            SELECT x.fence, x.owner, x.entry FROM crosscheck_key x
             WHERE x.key = q.key AND x.fence = ANY (shown) AND NOT x.owner = ANY (left_out)
             ORDER BY x.fence, x.owner, x.entry LIMIT per_key) k
    ), met_silent AS (
        SELECT q.worth, k.owner, k.entry
          FROM question q CROSS JOIN LATERAL (
            SELECT x.owner, x.entry FROM crosscheck_key x
             WHERE x.key = q.key AND x.fence = ANY (silents) AND NOT x.owner = ANY (left_out)
             ORDER BY x.fence, x.owner, x.entry LIMIT per_key) k
    ), full_keys AS (
        SELECT coalesce(array_agg(f.key ORDER BY f.key), '{}') AS keys
          FROM (SELECT m.key FROM met m GROUP BY m.key HAVING count(*) >= per_key) f
    ), best AS (
        (SELECT s.owner, s.entry, min(s.fence) AS fence, sum(s.worth)::real AS weight FROM met s
          GROUP BY s.entry, s.owner ORDER BY 4 DESC, 1, 2 LIMIT most)
        UNION ALL
        (SELECT s.owner, s.entry, NULL, sum(s.worth)::real FROM met_silent s
          GROUP BY s.entry, s.owner ORDER BY 4 DESC, 1, 2 LIMIT most)
    )
    SELECT b.entry, b.owner, CASE WHEN b.fence IS NULL THEN 1 WHEN b.fence = ANY (opened) THEN 3 ELSE 2 END, b.weight,
           e.report, e.number, e.kind, e.category, e.names, e.birth, e.country, e.identifiers, f.keys
      FROM best b JOIN crosscheck_entry e ON e.owner = b.owner AND e.id = b.entry CROSS JOIN full_keys f;
END $$;
REVOKE EXECUTE ON FUNCTION find_candidates(bigint[], real[], uuid[], int, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_candidates(bigint[], real[], uuid[], int, int) TO kerege_search;
ALTER FUNCTION find_candidates(bigint[], real[], uuid[], int, int) OWNER TO kerege_law;
