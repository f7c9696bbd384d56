-- What the node does on time past the row policies, under the system act `keep-time`; it gives no content to anybody.
SET LOCAL ROLE kerege_law;

-- Raises unless the node itself keeps the clocks.
CREATE FUNCTION retention_keeping() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF (verified_viewer()).system <> 'keep-time' THEN
        RAISE EXCEPTION 'time is kept by the node alone' USING ERRCODE = '42501';
    END IF;
    RETURN true;
END $$;
REVOKE EXECUTE ON FUNCTION retention_keeping() FROM PUBLIC;
RESET ROLE;

GRANT SELECT (owner, report, current, review_on) ON records_nominal TO kerege_law;
GRANT DELETE ON crosscheck_entry TO kerege_law;

-- Entries of nominal parts whose review day lies before this one go; returns how many. Desk by desk, by its index.
CREATE FUNCTION retention_lapse(today date) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    gone bigint;
BEGIN
    PERFORM retention_keeping();
    DELETE FROM crosscheck_entry e USING (
        SELECT d.id AS owner, n.report FROM directory_desk d
         CROSS JOIN LATERAL (SELECT x.report FROM records_nominal x
                              WHERE x.owner = d.id AND x.current AND x.review_on < today) n) late
     WHERE e.owner = late.owner AND e.report = late.report;
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END $$;
REVOKE EXECUTE ON FUNCTION retention_lapse(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION retention_lapse(date) TO kerege_app;
ALTER FUNCTION retention_lapse(date) OWNER TO kerege_law;

-- A party's rules of review: everybody reads them, its coordinator adds one, nobody changes or removes.
ALTER TABLE retention_rule ENABLE ROW LEVEL SECURITY;
ALTER TABLE retention_rule FORCE ROW LEVEL SECURITY;
CREATE POLICY retention_rule_read ON retention_rule FOR SELECT USING ((SELECT someone_views()));
CREATE POLICY retention_rule_add ON retention_rule FOR INSERT WITH CHECK (coordinates(party));
GRANT SELECT, INSERT ON retention_rule TO kerege_app;
