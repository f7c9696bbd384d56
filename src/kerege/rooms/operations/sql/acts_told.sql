-- How often the journal tells of each act on a delivery: each step has its leaf, so that steps cut off the end of a course are
-- missed as those in the middle are by their places.
SET LOCAL ROLE kerege_law;

CREATE FUNCTION delivery_acts(wanted uuid) RETURNS TABLE (door varchar, times bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF (verified_viewer()).system <> 'operations' THEN
        RAISE EXCEPTION 'only the node reads which acts a delivery saw' USING ERRCODE = '42501';
    END IF;
    RETURN QUERY SELECT l.door, count(*) FROM journal_mention m JOIN journal_leaf l ON l.id = m.leaf
                  WHERE m.record = wanted AND m.kind IN ('collect', 'alter') GROUP BY l.door;
END $$;

REVOKE EXECUTE ON FUNCTION delivery_acts(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION delivery_acts(uuid) TO kerege_app, kerege_owner;
RESET ROLE;
