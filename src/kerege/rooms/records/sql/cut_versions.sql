-- Of these reports, those of whose corrections and retraction the journal tells more than there are versions: the newest were taken
-- away. A first version may have no leaf of its own, as those of an import. It says nothing of reports that are whole or that
-- there are not, so nobody learns how many versions others read.
SET LOCAL ROLE kerege_law;

CREATE FUNCTION cut_reports(wanted uuid[]) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT (verified_viewer()).active THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT r.id FROM unnest(wanted) w(report) JOIN records_report r ON r.id = w.report
     WHERE (SELECT count(*) FROM records_version v WHERE v.owner = r.owner AND v.report = r.id)
         < 1 + (SELECT count(*) FROM journal_mention m JOIN journal_leaf l ON l.id = m.leaf
                 WHERE m.record = r.id AND m.kind = 'alter' AND l.door IN ('records.correct', 'records.retract'));
END $$;

REVOKE EXECUTE ON FUNCTION cut_reports(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cut_reports(uuid[]) TO kerege_app, kerege_owner;
RESET ROLE;
