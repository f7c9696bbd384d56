-- As in crosscheck/sql/subject_candidates.sql, now behind a request that the viewer himself took in, that is open and whose
-- owners were not asked yet; so many keys and rows at most. What is found goes to its owners as a question and to nobody else.
DROP FUNCTION subject_candidates(bigint[], real[], int);
CREATE FUNCTION subject_candidates(of_inquiry uuid, asked bigint[], weights real[], most int)
RETURNS TABLE (entry uuid, owner uuid, mode int, weight real, report uuid, number varchar, kind varchar,
    category varchar, names text[], birth varchar, country varchar, identifiers jsonb, sex varchar, company bigint[],
    places text[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    IF NOT seen.active OR seen.role <> 'data_protection' OR cardinality(asked) > 2000
            OR NOT EXISTS (SELECT FROM retention_inquiry q WHERE q.id = of_inquiry AND q.owner = ANY (own_desks())
                              AND q.made_by = seen.officer AND q.closed_at IS NULL)
            OR EXISTS (SELECT FROM retention_consultation c WHERE c.inquiry = of_inquiry) THEN
        RAISE EXCEPTION 'requests of persons are a data protection officer''s' USING ERRCODE = '42501';
    END IF;
    RETURN QUERY
    WITH met AS (
        SELECT x.fence, x.entry, sum(q.worth)::real AS weight FROM unnest(asked, weights) AS q(key, worth)
          JOIN crosscheck_key x ON x.key = half_key(q.key)
         GROUP BY x.fence, x.entry ORDER BY sum(q.worth) DESC, 1, 2 LIMIT least(most, 2000))
    SELECT e.id, e.owner, 3, m.weight, e.report, e.number, e.kind, e.category, e.names, e.birth, e.country, e.identifiers,
           e.sex, e.company, e.places
      FROM met m JOIN crosscheck_fence c ON c.fence = m.fence
      JOIN crosscheck_entry e ON e.owner = c.owner AND e.id >= first_anchor(m.entry) AND e.id <= last_anchor(m.entry)
       AND e.finding = c.finding AND e.label = c.label
     WHERE e.kind = 'person';
END $$;
REVOKE EXECUTE ON FUNCTION subject_candidates(uuid, bigint[], real[], int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION subject_candidates(uuid, bigint[], real[], int) TO kerege_search;
ALTER FUNCTION subject_candidates(uuid, bigint[], real[], int) OWNER TO kerege_law;
