-- Entries that share keys with a question, as far as the viewer may read or find them. The law, the asker's exclusions
-- and the caps apply inside: nothing that he may not find takes a place from what he may, and silent ones are capped
-- apart. Weights come from the caller (a shipped table), never from what is held.
CREATE FUNCTION search_candidates(asked bigint[], weights real[], left_out uuid[], per_key int, most int)
RETURNS TABLE (entry uuid, owner uuid, mode int, weight real, report uuid, number varchar, kind varchar,
    category varchar, names text[], birth varchar, country varchar, identifiers jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    held int[] := held_labels();
    opens int[]; hits int[]; silents int[]; visible int[];
BEGIN
    SELECT coalesce(array_agg(f.finding) FILTER (WHERE f.mode = 3), '{}'),
           coalesce(array_agg(f.finding) FILTER (WHERE f.mode = 2), '{}'),
           coalesce(array_agg(f.finding) FILTER (WHERE f.mode = 1), '{}')
      INTO opens, hits, silents FROM held_findings() f;
    visible := opens || hits;
    RETURN QUERY
    WITH question AS (SELECT q.key, q.worth FROM unnest(asked, weights) AS q(key, worth)),
    shown AS (
        SELECT k.owner, k.entry, max(CASE WHEN k.label = ANY (held) OR k.finding = ANY (opens) THEN 3 ELSE 2 END) AS mode,
               sum(q.worth)::real AS weight
          FROM question q CROSS JOIN LATERAL (
            SELECT x.owner, x.entry, x.label, x.finding FROM crosscheck_key x
             WHERE x.key = q.key AND (x.label = ANY (held) OR x.finding = ANY (visible)) AND NOT x.owner = ANY (left_out)
             ORDER BY x.owner, x.entry LIMIT per_key) k
         GROUP BY k.owner, k.entry
    ), silent AS (
        SELECT k.owner, k.entry, 1 AS mode, sum(q.worth)::real AS weight
          FROM question q CROSS JOIN LATERAL (
            SELECT x.owner, x.entry FROM crosscheck_key x
             WHERE cardinality(silents) > 0 AND x.key = q.key AND x.finding = ANY (silents)
               AND NOT x.label = ANY (held) AND NOT x.owner = ANY (left_out)
             ORDER BY x.owner, x.entry LIMIT per_key) k
         GROUP BY k.owner, k.entry
    ), best AS (
        (SELECT s.owner, s.entry, s.mode, s.weight FROM shown s ORDER BY s.weight DESC, s.owner, s.entry LIMIT most)
        UNION ALL
        (SELECT s.owner, s.entry, s.mode, s.weight FROM silent s ORDER BY s.weight DESC, s.owner, s.entry LIMIT most)
    )
    SELECT b.entry, b.owner, b.mode, b.weight, e.report, e.number, e.kind, e.category, e.names, e.birth, e.country,
           e.identifiers
      FROM best b JOIN crosscheck_entry e ON e.owner = b.owner AND e.id = b.entry;
END $$;
REVOKE EXECUTE ON FUNCTION search_candidates(bigint[], real[], uuid[], int, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_candidates(bigint[], real[], uuid[], int, int) TO kerege_search;
ALTER FUNCTION search_candidates(bigint[], real[], uuid[], int, int) OWNER TO kerege_law;
