-- Which reports of a span the viewer may read by a release to him; under which terms, `release_terms` says of these. It
-- looks at nothing that he may not read, and of releases that open nothing to him it tells nothing.
SET LOCAL ROLE kerege_law;
CREATE FUNCTION released_between(of_kind text, since date, until date) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    labels int[] := held_labels();
    held uuid[];
BEGIN
    IF cardinality(labels) = 0 THEN
        RETURN;
    END IF;
    held := held_audiences(seen);
    RETURN QUERY SELECT DISTINCT f.report
      FROM records_facts f
      JOIN access_release r ON r.owner = f.owner AND r.report = f.report
     WHERE f.current AND f.kind = of_kind AND f.last_day BETWEEN since AND until
       AND f.label = ANY (labels) AND r.audience = ANY (held) AND seen.purpose = ANY (r.purposes)
       AND r.withdrawn_at IS NULL;
END $$;

REVOKE EXECUTE ON FUNCTION released_between(text, date, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION released_between(text, date, date) TO kerege_app;
RESET ROLE;
