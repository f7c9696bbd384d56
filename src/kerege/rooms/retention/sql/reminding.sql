-- A review day that passed is told to the owner's desk once, by the node's clock; a hold in force keeps it quiet. `fresh`
-- holds two random ids for each notice. Returns how many were told.
CREATE FUNCTION retention_remind(fresh uuid[]) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    late record; place int := 0;
BEGIN
    PERFORM retention_keeping();
    FOR late IN
        SELECT d.id AS owner, n.report FROM directory_desk d
         CROSS JOIN LATERAL (SELECT x.report, x.review_on FROM records_nominal x
                              WHERE x.owner = d.id AND x.current AND x.review_on < seen.day) n
         WHERE NOT retention_held(d.id, n.report, seen.day)
           AND NOT EXISTS (SELECT FROM notices_notice t
                            WHERE t.owner = d.id AND t.thing = n.report AND t.kind = 'retention.overdue'
                              AND t.at >= n.review_on)
         ORDER BY d.id, n.report LIMIT cardinality(fresh) / 2
    LOOP
        INSERT INTO notices_notice (id, owner, label, kind, thing, urgent, at)
        VALUES (fresh[place + 1], late.owner, keeper_label(late.owner), 'retention.overdue', late.report, false,
                viewer_instant());
        INSERT INTO notices_telling (id, desk, urgent, at) VALUES (fresh[place + 2], late.owner, false, viewer_instant());
        place := place + 2;
    END LOOP;
    RETURN place / 2;
END $$;
GRANT SELECT ON notices_notice TO kerege_law;
REVOKE EXECUTE ON FUNCTION retention_remind(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION retention_remind(uuid[]) TO kerege_app;
ALTER FUNCTION retention_remind(uuid[]) OWNER TO kerege_law;
