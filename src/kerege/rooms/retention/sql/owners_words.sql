-- As in words.sql: the reasons of corrections and the owner's terms stand in tables of their own, and go with the persons. The hash
-- of a nominal part stands in its row, which is deleted. The text of the function is that of told_holders.sql but for this.
SET LOCAL ROLE kerege_law;
DO $$
DECLARE
    body text := pg_get_functiondef('retention_erase(uuid, uuid, uuid, text, bytea, uuid[])'::regprocedure);
    former text := 'UPDATE records_version v SET nominal_hash = NULL, reason = '''', restriction = '''', mode_reason = ''''';
BEGIN
    IF position(former IN body) = 0 THEN
        RAISE EXCEPTION 'the function of erasing is another than this migration changes';
    END IF;
    EXECUTE replace(body, former, $now$UPDATE records_reason w SET words = ''
     WHERE w.owner = of_owner AND w.report = of_report;
    UPDATE records_finding_terms o SET mode_reason = ''
     WHERE o.owner = of_owner AND o.report = of_report;
    UPDATE records_version v SET reason = '', restriction = ''$now$);
END $$;
RESET ROLE;
