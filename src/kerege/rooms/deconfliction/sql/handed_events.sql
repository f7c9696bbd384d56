-- Ways of live events of others are read for an event that the node's own process hands in, and for no other: it has counted the
-- desk's submissions of the day before it compares. SQL on the connection of role search asks about no box of its own.
SET LOCAL ROLE kerege_law;
CREATE FUNCTION hand_event(given text, boxes text, behalf uuid, word bytea)
RETURNS TABLE (event uuid, owner uuid, agency uuid, way jsonb, radius_km double precision)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF word IS DISTINCT FROM by_node(format('event|%s|%s|%s|%s', (verified_viewer()).hat, behalf, given, boxes)) THEN
        RAISE EXCEPTION 'the node does not vouch for this event' USING ERRCODE = '42501';
    END IF;
    RETURN QUERY SELECT * FROM keep_event(given::jsonb, boxes::jsonb, behalf);
END $$;
REVOKE EXECUTE ON FUNCTION keep_event(jsonb, jsonb, uuid) FROM kerege_search;
REVOKE EXECUTE ON FUNCTION hand_event(text, text, uuid, bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hand_event(text, text, uuid, bytea) TO kerege_search;
RESET ROLE;
