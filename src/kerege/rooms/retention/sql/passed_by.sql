-- The node passes by what it could not erase lately, so that one record keeps no other waiting.
SET LOCAL ROLE kerege_law;
DROP FUNCTION retention_lapsed(int);

-- What nobody justified in time, for the node that erases it: ids alone, without those that it could not erase lately.
CREATE FUNCTION retention_lapsed(most int, without uuid[]) RETURNS TABLE (owner uuid, agency uuid, report uuid, number varchar)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    PERFORM retention_keeping();
    RETURN QUERY
    SELECT d.id, d.agency, n.report, r.number FROM directory_desk d
     CROSS JOIN LATERAL (SELECT x.report FROM records_nominal x
                          WHERE x.owner = d.id AND x.current AND x.review_on < seen.day - 30
                            AND NOT x.report = ANY (without)) n
      JOIN records_report r ON r.owner = d.id AND r.id = n.report
     WHERE NOT retention_held(d.id, n.report, seen.day) ORDER BY d.id, n.report LIMIT most;
END $$;
REVOKE EXECUTE ON FUNCTION retention_lapsed(int, uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION retention_lapsed(int, uuid[]) TO kerege_app;
RESET ROLE;
