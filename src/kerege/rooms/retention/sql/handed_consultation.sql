-- Owners are asked about the records that the node's own process found: it vouches for them, so that SQL that slipped into a visit
-- has no owner examine what nobody asked about.
SET LOCAL ROLE kerege_law;
REVOKE EXECUTE ON FUNCTION retention_consult(uuid, jsonb, text[], text[], uuid[]) FROM kerege_app;

CREATE FUNCTION hand_consultation(of_inquiry uuid, pairs text, names text[], marks text[], fresh uuid[], word bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF word IS DISTINCT FROM by_node(format('consult|%s|%s|%s|%s', of_inquiry, pairs, array_to_string(names, chr(31)),
            array_to_string(marks, chr(31)))) THEN
        RAISE EXCEPTION 'the node does not vouch for this question' USING ERRCODE = '42501';
    END IF;
    PERFORM retention_consult(of_inquiry, pairs::jsonb, names, marks, fresh);
END $$;
REVOKE EXECUTE ON FUNCTION hand_consultation(uuid, text, text[], text[], uuid[], bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hand_consultation(uuid, text, text[], text[], uuid[], bytea) TO kerege_app;
RESET ROLE;
