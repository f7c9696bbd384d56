-- Entries of persons that share keys with a person who asks about himself, whoever holds them and whatever others may
-- find: for a data protection officer's request alone. What is found goes to its owners as a question and to nobody else.
CREATE FUNCTION subject_candidates(asked bigint[], weights real[], most int)
RETURNS TABLE (entry uuid, owner uuid, mode int, weight real, report uuid, number varchar, kind varchar,
    category varchar, names text[], birth varchar, country varchar, identifiers jsonb, sex varchar, company bigint[],
    places text[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    IF NOT seen.active OR seen.role <> 'data_protection' THEN
        RAISE EXCEPTION 'requests of persons are a data protection officer''s' USING ERRCODE = '42501';
    END IF;
    RETURN QUERY
    WITH met AS (
        SELECT x.fence, x.entry, sum(q.worth)::real AS weight FROM unnest(asked, weights) AS q(key, worth)
          JOIN crosscheck_key x ON x.key = half_key(q.key)
         GROUP BY x.fence, x.entry ORDER BY sum(q.worth) DESC, 1, 2 LIMIT most)
    SELECT e.id, e.owner, 3, m.weight, e.report, e.number, e.kind, e.category, e.names, e.birth, e.country, e.identifiers,
           e.sex, e.company, e.places
      FROM met m JOIN crosscheck_fence c ON c.fence = m.fence
      JOIN crosscheck_entry e ON e.owner = c.owner AND e.id >= first_anchor(m.entry) AND e.id <= last_anchor(m.entry)
       AND e.finding = c.finding AND e.label = c.label
     WHERE e.kind = 'person';
END $$;
REVOKE EXECUTE ON FUNCTION subject_candidates(bigint[], real[], int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION subject_candidates(bigint[], real[], int) TO kerege_search;
ALTER FUNCTION subject_candidates(bigint[], real[], int) OWNER TO kerege_law;
