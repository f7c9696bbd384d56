-- Entries that share keys with a question, as far as the viewer may read or find them, each with all that the comparison
-- takes. The law, the asker's exclusions and the caps apply inside: nothing that he may not find takes a place, or time,
-- from what he may, and silent ones are capped apart. Keys come the rarest first and are read until `most_rows` are met
-- (half of that for silent ones, which are fewer), of one key at most `per_key`; those that stand best then are weighed
-- by all the keys they carry. Weights come from the caller (a shipped table), never from what is held. `crowded` lists
-- the keys that more of what may be found carry than were read. An entry stands in the index by halves (small_keys.sql):
-- it is taken only under the fence by which it was found.
CREATE FUNCTION found_candidates(asked bigint[], weights real[], left_out uuid[], per_key int, most_rows int, most int)
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
    WITH met AS MATERIALIZED (
        SELECT q.key, q.worth, k.fence, k.entry
          FROM unnest(asked, weights) AS q(key, worth) CROSS JOIN LATERAL (
            SELECT x.fence, x.entry FROM crosscheck_key x
             WHERE x.key = half_key(q.key) AND x.fence = ANY (shown)
             ORDER BY x.fence, x.entry LIMIT per_key) k
         LIMIT most_rows
    ), met_silent AS MATERIALIZED (
        SELECT q.worth, k.fence, k.entry
          FROM unnest(asked, weights) AS q(key, worth) CROSS JOIN LATERAL (
            SELECT x.fence, x.entry FROM crosscheck_key x
             WHERE x.key = half_key(q.key) AND x.fence = ANY (silents)
             ORDER BY x.fence, x.entry LIMIT per_key) k
         LIMIT most_rows / 2
    ), full_keys AS (
        SELECT coalesce(array_agg(f.key ORDER BY f.key), '{}') AS keys
          FROM (SELECT m.key FROM met m GROUP BY m.key HAVING count(*) >= per_key) f
    ), first AS (
        (SELECT s.fence, s.entry, false AS silent FROM met s
          GROUP BY s.entry, s.fence ORDER BY sum(s.worth) DESC, 1, 2 LIMIT most + most / 2)
        UNION ALL
        (SELECT s.fence, s.entry, true FROM met_silent s
          GROUP BY s.entry, s.fence ORDER BY sum(s.worth) DESC, 1, 2 LIMIT most + most / 2)
    ), weighed AS (
        SELECT e.owner, e.id, f.fence, f.silent, sum(q.worth)::real AS weight
          FROM first f CROSS JOIN LATERAL (
            SELECT c.owner, x.id, x.keys FROM crosscheck_fence c JOIN crosscheck_entry x ON x.owner = c.owner
               AND x.id >= first_anchor(f.entry) AND x.id <= last_anchor(f.entry)
               AND x.finding = c.finding AND x.label = c.label
             WHERE c.fence = f.fence OFFSET 0) e
         CROSS JOIN LATERAL unnest(e.keys) AS k(key)
          JOIN unnest(asked, weights) AS q(key, worth) ON q.key = k.key
         GROUP BY e.owner, e.id, f.fence, f.silent
    ), best AS (
        SELECT r.* FROM (
            SELECT w.*, row_number() OVER (PARTITION BY w.silent ORDER BY w.weight DESC, w.owner, w.id) AS place
              FROM weighed w) r WHERE r.place <= most
    )
    SELECT e.id, e.owner, CASE WHEN b.silent THEN 1 WHEN b.fence = ANY (opened) THEN 3 ELSE 2 END, b.weight,
           e.report, e.number, e.kind, e.category, e.names, e.birth, e.country, e.identifiers, e.sex, e.company, e.places,
           f.keys
      FROM best b JOIN crosscheck_entry e ON e.owner = b.owner AND e.id = b.id CROSS JOIN full_keys f;
END $$;
REVOKE EXECUTE ON FUNCTION found_candidates(bigint[], real[], uuid[], int, int, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION found_candidates(bigint[], real[], uuid[], int, int, int) TO kerege_search;
ALTER FUNCTION found_candidates(bigint[], real[], uuid[], int, int, int) OWNER TO kerege_law;

-- What processes of the former version call.
CREATE FUNCTION described_candidates(asked bigint[], weights real[], left_out uuid[], per_key int, most_rows int, most int)
RETURNS TABLE (entry uuid, owner uuid, mode int, weight real, report uuid, number varchar, kind varchar,
    category varchar, names text[], birth varchar, country varchar, identifiers jsonb, sex varchar, company bigint[],
    crowded bigint[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT f.entry, f.owner, f.mode, f.weight, f.report, f.number, f.kind, f.category, f.names, f.birth, f.country,
           f.identifiers, f.sex, f.company, f.crowded
      FROM found_candidates(asked, weights, left_out, per_key, most_rows, most) f
$$;
REVOKE EXECUTE ON FUNCTION described_candidates(bigint[], real[], uuid[], int, int, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION described_candidates(bigint[], real[], uuid[], int, int, int) TO kerege_search;
ALTER FUNCTION described_candidates(bigint[], real[], uuid[], int, int, int) OWNER TO kerege_law;

-- Places, like sex and company, change without changing an entry's anchor: its owner's save rewrites them.
GRANT UPDATE (places) ON crosscheck_entry TO kerege_app;
