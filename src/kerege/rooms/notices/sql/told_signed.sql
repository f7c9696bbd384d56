-- A notice is put into an inbox at the instant that the viewer's context was signed for.
SET LOCAL ROLE kerege_law;
DROP FUNCTION tell_desk(uuid, uuid, uuid, uuid, text, uuid, boolean, timestamptz);

-- Put a notice into a desk's inbox (of one officer, or of all who sit there) and note that it is to be told outside.
-- It says a kind and an id; the sentence is made for the reader, from what he may see.
CREATE FUNCTION tell_desk(identity uuid, telling uuid, of_desk uuid, of_officer uuid, said text, about uuid,
    at_once boolean) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    told_at timestamptz := viewer_instant();
    keeper int;
BEGIN
    IF NOT (seen.active OR seen.system IN ('requests', 'operations')) THEN
        RETURN false;
    END IF;
    keeper := keeper_label(of_desk);
    IF keeper IS NULL THEN
        RETURN false;
    END IF;
    INSERT INTO notices_notice (id, owner, label, officer, kind, thing, urgent, at)
    VALUES (identity, of_desk, keeper, of_officer, said, about, at_once, told_at);
    INSERT INTO notices_telling (id, desk, officer, urgent, at)
    VALUES (telling, of_desk, of_officer, at_once, told_at);
    RETURN true;
END $$;

REVOKE EXECUTE ON FUNCTION tell_desk(uuid, uuid, uuid, uuid, text, uuid, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tell_desk(uuid, uuid, uuid, uuid, text, uuid, boolean) TO kerege_app;
RESET ROLE;
