-- What notices do past the row policies. Each function verifies the signed viewer first.

-- Put a notice into a desk's inbox (of one officer, or of all who sit there) and note that it is to be told outside.
-- It says a kind and an id; the sentence is made for the reader, from what he may see.
CREATE FUNCTION tell_desk(identity uuid, telling uuid, of_desk uuid, of_officer uuid, said text, about uuid,
    at_once boolean, told_at timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
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

-- The addresses of a desk's own systems, for the node that sends.
CREATE FUNCTION hooks_of(of_desk uuid) RETURNS TABLE (id uuid, url varchar)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    IF seen.system <> 'notices' THEN
        RAISE EXCEPTION 'only the node sends notices' USING ERRCODE = '42501';
    END IF;
    RETURN QUERY SELECT h.id, h.url FROM notices_hook h WHERE h.owner = of_desk AND h.closed_at IS NULL ORDER BY h.id;
END $$;

GRANT INSERT ON notices_notice, notices_telling TO kerege_law;
GRANT SELECT ON notices_hook TO kerege_law;
REVOKE INSERT ON notices_notice FROM kerege_app;
REVOKE EXECUTE ON FUNCTION tell_desk(uuid, uuid, uuid, uuid, text, uuid, boolean, timestamptz), hooks_of(uuid)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tell_desk(uuid, uuid, uuid, uuid, text, uuid, boolean, timestamptz), hooks_of(uuid)
    TO kerege_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON notices_wish, notices_telling, notices_delivery TO kerege_app;

-- Ownership goes last: who no longer owns a function revokes nothing.
ALTER FUNCTION tell_desk(uuid, uuid, uuid, uuid, text, uuid, boolean, timestamptz) OWNER TO kerege_law;
ALTER FUNCTION hooks_of(uuid) OWNER TO kerege_law;
