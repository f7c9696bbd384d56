-- What `best_candidates` finds, each with all that the comparison takes: also its sex and its company. The law, the
-- exclusions and the caps are those of that function, which processes of the former version go on calling.
CREATE FUNCTION described_candidates(asked bigint[], weights real[], left_out uuid[], per_key int, most_rows int, most int)
RETURNS TABLE (entry uuid, owner uuid, mode int, weight real, report uuid, number varchar, kind varchar,
    category varchar, names text[], birth varchar, country varchar, identifiers jsonb, sex varchar, company bigint[],
    crowded bigint[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off
SET enable_mergejoin = off AS $$
BEGIN
    RETURN QUERY
    SELECT b.entry, b.owner, b.mode, b.weight, b.report, b.number, b.kind, b.category, b.names, b.birth, b.country,
           b.identifiers, e.sex, e.company, b.crowded
      FROM best_candidates(asked, weights, left_out, per_key, most_rows, most) b
      JOIN crosscheck_entry e ON e.owner = b.owner AND e.id = b.entry;
END $$;
REVOKE EXECUTE ON FUNCTION described_candidates(bigint[], real[], uuid[], int, int, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION described_candidates(bigint[], real[], uuid[], int, int, int) TO kerege_search;
ALTER FUNCTION described_candidates(bigint[], real[], uuid[], int, int, int) OWNER TO kerege_law;

-- Sex and company change without changing an entry's anchor: its owner's save rewrites them.
GRANT UPDATE (sex, company) ON crosscheck_entry TO kerege_app;
