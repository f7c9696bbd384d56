-- The addresses of a desk's own systems with the number of the key that signs, for the node that sends.
GRANT UPDATE (key_number, former_until) ON notices_hook TO kerege_app;
SET LOCAL ROLE kerege_law;
DROP FUNCTION hooks_of(uuid);
CREATE FUNCTION hooks_of(of_desk uuid)
RETURNS TABLE (id uuid, url varchar, key_number smallint, former_until timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    IF seen.system <> 'notices' THEN
        RAISE EXCEPTION 'only the node sends notices' USING ERRCODE = '42501';
    END IF;
    RETURN QUERY SELECT h.id, h.url, h.key_number, h.former_until FROM notices_hook h
                  WHERE h.owner = of_desk AND h.closed_at IS NULL ORDER BY h.id;
END $$;
REVOKE EXECUTE ON FUNCTION hooks_of(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hooks_of(uuid) TO kerege_app;
RESET ROLE;
