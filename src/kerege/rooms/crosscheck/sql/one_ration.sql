-- How many checks the viewer's desk made within a day, and to how many different ones of them one of these questions is nearly
-- equal: what stands before it in the same list counts too. And by which schemes the index can be asked. From here on checks
-- of the desk wait for this one, so that none of two at once is left out of account. The day is read once, in the order in
-- which it was written.
GRANT SELECT ON crosscheck_check TO kerege_law;
SET LOCAL ROLE kerege_law;
DROP FUNCTION day_of_checks(bigint[], uuid);
CREATE FUNCTION check_ration(posed jsonb) RETURNS TABLE (made bigint, alike bigint, held text[])
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    seen viewer_row := verified_viewer();
    since timestamptz := viewer_instant() - interval '24 hours';
    marks bigint[];
BEGIN
    IF NOT seen.active THEN
        RAISE EXCEPTION 'only who wears a hat asks' USING ERRCODE = '42501';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('kerege checks'), hashtext(seen.desk::text));
    marks := ARRAY(SELECT DISTINCT m.mark::bigint FROM jsonb_array_elements(posed) p(one)
                    CROSS JOIN jsonb_array_elements_text(p.one -> 'marks') m(mark));
    RETURN QUERY
    WITH day AS MATERIALIZED (
        SELECT c.anchor, CASE WHEN c.likeness && marks THEN c.likeness END AS likeness FROM crosscheck_check c
         WHERE c.owner = seen.desk AND c.made_at > since),
    asked AS (
        SELECT p.place, (p.one ->> 'anchor')::uuid AS anchor, m.mark::bigint AS mark
          FROM jsonb_array_elements(posed) WITH ORDINALITY p(one, place)
         CROSS JOIN jsonb_array_elements_text(p.one -> 'marks') m(mark)),
    known AS (
        SELECT 0::bigint AS place, d.anchor, m.mark FROM day d CROSS JOIN unnest(d.likeness) m(mark)
         UNION ALL SELECT a.place, a.anchor, a.mark FROM asked a)
    SELECT (SELECT count(*) FROM day),
           (SELECT coalesce(max(n.near), 0) FROM (
                SELECT count(DISTINCT k.anchor) AS near FROM asked a
                  JOIN known k ON k.mark = a.mark AND k.place < a.place AND k.anchor <> a.anchor
                 GROUP BY a.place) n),
           key_schemes();
END $$;
REVOKE EXECUTE ON FUNCTION check_ration(jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION check_ration(jsonb) TO kerege_app;
RESET ROLE;
