-- As found_candidates.sql, in fewer passes: rows of the index are added up as they are read, an entry is fetched once and
-- weighed where it is fetched. `exact` are those of the asked keys that stand for whole identifiers: `crowded` lists those
-- of them that as many of what may be found carry as are read of one key.
CREATE FUNCTION met_candidates(asked bigint[], weights real[], exact bigint[], left_out uuid[], per_key int,
    most_rows int, most int)
RETURNS TABLE (entry uuid, owner uuid, mode int, weight real, report uuid, number varchar, kind varchar,
    category varchar, names text[], birth varchar, country varchar, identifiers jsonb, sex varchar, company bigint[],
    places text[], crowded bigint[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off
SET enable_mergejoin = off AS $$
DECLARE
    held int[] := held_labels();
    shown int[]; opened int[]; silents int[];
BEGIN
    SELECT coalesce(array_agg(f.fence ORDER BY f.fence) FILTER (WHERE f.mode > 1), '{}'),
           coalesce(array_agg(f.fence) FILTER (WHERE f.mode = 3), '{}'),
           coalesce(array_agg(f.fence ORDER BY f.fence) FILTER (WHERE f.mode = 1), '{}')
      INTO shown, opened, silents FROM (
        SELECT c.fence, CASE WHEN c.label = ANY (held) THEN 3 ELSE m.mode END AS mode
          FROM crosscheck_fence c LEFT JOIN held_findings() m ON m.finding = c.finding
         WHERE NOT c.owner = ANY (left_out)) f;
    RETURN QUERY
    WITH first AS (
        (SELECT m.fence, m.entry, false AS silent FROM (
            SELECT q.worth, k.fence, k.entry FROM unnest(asked, weights) AS q(key, worth) CROSS JOIN LATERAL (
                SELECT x.fence, x.entry FROM crosscheck_key x
                 WHERE x.key = half_key(q.key) AND x.fence = ANY (shown)
                 ORDER BY x.fence, x.entry LIMIT per_key) k
             LIMIT most_rows) m
          GROUP BY m.entry, m.fence ORDER BY sum(m.worth) DESC, 1, 2 LIMIT most + most / 2)
        UNION ALL
        (SELECT m.fence, m.entry, true FROM (
            SELECT q.worth, k.fence, k.entry FROM unnest(asked, weights) AS q(key, worth) CROSS JOIN LATERAL (
                SELECT x.fence, x.entry FROM crosscheck_key x
                 WHERE x.key = half_key(q.key) AND x.fence = ANY (silents)
                 ORDER BY x.fence, x.entry LIMIT per_key) k
             LIMIT most_rows / 2) m
          GROUP BY m.entry, m.fence ORDER BY sum(m.worth) DESC, 1, 2 LIMIT most + most / 2)
    ), weighed AS (
        SELECT e.*, f.fence, f.silent, w.weight,
               row_number() OVER (PARTITION BY f.silent ORDER BY w.weight DESC, e.owner, e.id) AS place
          FROM first f CROSS JOIN LATERAL (
            SELECT x.* FROM crosscheck_fence c JOIN crosscheck_entry x ON x.owner = c.owner
               AND x.id >= first_anchor(f.entry) AND x.id <= last_anchor(f.entry)
               AND x.finding = c.finding AND x.label = c.label
             WHERE c.fence = f.fence OFFSET 0) e
         CROSS JOIN LATERAL (
            SELECT sum(q.worth)::real AS weight FROM unnest(e.keys) AS k(key)
              JOIN unnest(asked, weights) AS q(key, worth) ON q.key = k.key) w
         WHERE w.weight IS NOT NULL
    )
    SELECT e.id, e.owner, CASE WHEN e.silent THEN 1 WHEN e.fence = ANY (opened) THEN 3 ELSE 2 END, e.weight,
           e.report, e.number, e.kind, e.category, e.names, e.birth, e.country, e.identifiers, e.sex, e.company, e.places,
           ARRAY(SELECT q.key FROM unnest(exact) AS q(key) WHERE EXISTS (
                SELECT FROM crosscheck_key x WHERE x.key = half_key(q.key) AND x.fence = ANY (shown)
                OFFSET per_key - 1))
      FROM weighed e WHERE e.place <= most;
END $$;
REVOKE EXECUTE ON FUNCTION met_candidates(bigint[], real[], bigint[], uuid[], int, int, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION met_candidates(bigint[], real[], bigint[], uuid[], int, int, int) TO kerege_search;
ALTER FUNCTION met_candidates(bigint[], real[], bigint[], uuid[], int, int, int) OWNER TO kerege_law;
