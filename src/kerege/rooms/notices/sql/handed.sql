-- A notice is put into an inbox by the node's own process, which vouches for each, or by another function of the law: SQL that
-- slipped into a visit tells nobody of what was not done.
SET LOCAL ROLE kerege_law;
REVOKE EXECUTE ON FUNCTION tell_desk(uuid, uuid, uuid, uuid, text, uuid, boolean) FROM kerege_app;

CREATE FUNCTION hand_notice(identity uuid, telling uuid, of_desk uuid, of_officer uuid, said text, about uuid,
    at_once boolean, word bytea) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF word IS DISTINCT FROM by_node(format('notice|%s|%s|%s|%s|%s|%s|%s', identity, telling, of_desk, of_officer, said, about,
            at_once)) THEN
        RAISE EXCEPTION 'the node does not vouch for this notice' USING ERRCODE = '42501';
    END IF;
    RETURN tell_desk(identity, telling, of_desk, of_officer, said, about, at_once);
END $$;
REVOKE EXECUTE ON FUNCTION hand_notice(uuid, uuid, uuid, uuid, text, uuid, boolean, bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hand_notice(uuid, uuid, uuid, uuid, text, uuid, boolean, bytea) TO kerege_app;
RESET ROLE;
