-- As in own_inquiry.sql, now by the keys that the node's own process made of the request as it was taken in: it vouches for them,
-- and who is asked about does not change any more until the reply forgets him.
SET LOCAL ROLE kerege_law;
DROP FUNCTION subject_candidates(uuid, bigint[], real[], int);
CREATE FUNCTION subject_candidates(of_inquiry uuid, asked text, most int, word bytea)
RETURNS TABLE (entry uuid, owner uuid, mode int, weight real, report uuid, number varchar, kind varchar,
    category varchar, names text[], birth varchar, country varchar, identifiers jsonb, sex varchar, company bigint[],
    places text[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    IF NOT seen.active OR seen.role <> 'data_protection'
            OR NOT EXISTS (SELECT FROM retention_inquiry q WHERE q.id = of_inquiry AND q.owner = ANY (own_desks())
                              AND q.made_by = seen.officer AND q.closed_at IS NULL)
            OR EXISTS (SELECT FROM retention_consultation c WHERE c.inquiry = of_inquiry) THEN
        RAISE EXCEPTION 'requests of persons are a data protection officer''s' USING ERRCODE = '42501';
    END IF;
    IF word IS DISTINCT FROM by_node(format('subject|%s|%s|%s', of_inquiry, asked, most)) THEN
        RAISE EXCEPTION 'the node does not vouch for these keys' USING ERRCODE = '42501';
    END IF;
    RETURN QUERY
    WITH met AS (
        SELECT x.fence, x.entry, sum(q.worth)::real AS weight
          FROM (SELECT split_part(one, ':', 1)::bigint AS key, split_part(one, ':', 2)::real AS worth
                  FROM unnest(string_to_array(asked, ',')) one) q
          JOIN crosscheck_key x ON x.key = half_key(q.key)
         GROUP BY x.fence, x.entry ORDER BY sum(q.worth) DESC, 1, 2 LIMIT most)
    SELECT e.id, e.owner, 3, m.weight, e.report, e.number, e.kind, e.category, e.names, e.birth, e.country, e.identifiers,
           e.sex, e.company, e.places
      FROM met m JOIN crosscheck_fence c ON c.fence = m.fence
      JOIN crosscheck_entry e ON e.owner = c.owner AND e.id >= first_anchor(m.entry) AND e.id <= last_anchor(m.entry)
       AND e.finding = c.finding AND e.label = c.label
     WHERE e.kind = 'person';
END $$;

CREATE FUNCTION inquiry_is_of_one() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.asked IS DISTINCT FROM OLD.asked AND (NEW.asked <> '{}'::jsonb OR NEW.closed_at IS NULL) THEN
        RAISE EXCEPTION 'a request is about the person it was taken in for' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION subject_candidates(uuid, text, int, bytea), inquiry_is_of_one() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION subject_candidates(uuid, text, int, bytea) TO kerege_search;
GRANT EXECUTE ON FUNCTION inquiry_is_of_one() TO kerege_owner;
RESET ROLE;

CREATE TRIGGER retention_inquiry_of_one BEFORE UPDATE ON retention_inquiry
    FOR EACH ROW EXECUTE FUNCTION inquiry_is_of_one();
