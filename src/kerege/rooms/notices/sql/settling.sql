-- What a notice asked is done, or void: the node at work for the room that told it marks it as read by nobody. Nothing is said to
-- anybody, and no inbox but these desks' is touched.
GRANT SELECT, UPDATE (read_at) ON notices_notice TO kerege_law;

SET LOCAL ROLE kerege_law;
CREATE FUNCTION settle_notices(about uuid, kinds text[], of_desks uuid[]) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    settled int;
BEGIN
    IF seen.system <> 'operations' THEN
        RAISE EXCEPTION 'only the node settles notices' USING ERRCODE = '42501';
    END IF;
    UPDATE notices_notice n SET read_at = viewer_instant()
     WHERE n.owner = ANY (of_desks) AND n.thing = about AND n.kind = ANY (kinds) AND n.read_at IS NULL;
    GET DIAGNOSTICS settled = ROW_COUNT;
    RETURN settled;
END $$;
REVOKE EXECUTE ON FUNCTION settle_notices(uuid, text[], uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION settle_notices(uuid, text[], uuid[]) TO kerege_app, kerege_owner;
RESET ROLE;
