-- What rationing asks of the viewer's own desk: how many checks it made in the 24 hours before the instant signed for his
-- context, how many different ones of them are nearly equal to a question, and by which schemes the index can be asked.
-- His labels need not be worked out for it: nobody's checks but his desk's are counted. The day is read once, in the order
-- in which it was written: counting different anchors at once would have it read in theirs.
CREATE FUNCTION day_of_checks(marks bigint[], asked uuid)
RETURNS TABLE (made bigint, alike bigint, schemes text[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    since timestamptz := (substr(current_setting('kerege.viewer', true), 65)::jsonb->>'at')::timestamptz - interval '24 hours';
BEGIN
    IF since IS NULL THEN
        RAISE EXCEPTION 'the viewer context says no instant' USING ERRCODE = '42501';
    END IF;
    RETURN QUERY
    SELECT d.made, (SELECT count(DISTINCT a.anchor) FROM unnest(d.alike) AS a(anchor)), key_schemes()
      FROM (SELECT count(*) AS made, array_agg(c.anchor) FILTER (WHERE c.likeness && marks AND c.anchor <> asked) AS alike
              FROM crosscheck_check c WHERE c.owner = seen.desk AND c.made_at > since) d;
END $$;
REVOKE EXECUTE ON FUNCTION day_of_checks(bigint[], uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION day_of_checks(bigint[], uuid) TO kerege_app;
ALTER FUNCTION day_of_checks(bigint[], uuid) OWNER TO kerege_law;
