-- Notices about deliveries that ask for what nobody can do any more, since the file has expired by the clock; of closed files all.
-- The node alone, round after round: no step is taken when a file expires.
SET LOCAL ROLE kerege_law;
CREATE FUNCTION settle_past(asking text[], every text[]) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    instant timestamptz := viewer_instant();
    settled int;
BEGIN
    IF seen.system <> 'operations' THEN
        RAISE EXCEPTION 'only the node settles notices' USING ERRCODE = '42501';
    END IF;
    UPDATE notices_notice n SET read_at = instant
      FROM operations_standing s
     WHERE s.acts_for = 'requester' AND n.thing = s.delivery AND n.read_at IS NULL
       AND (s.stage = 'closed' AND n.kind = ANY (every) OR s.expires < instant AND n.kind = ANY (asking));
    GET DIAGNOSTICS settled = ROW_COUNT;
    RETURN settled;
END $$;
REVOKE EXECUTE ON FUNCTION settle_past(text[], text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION settle_past(text[], text[]) TO kerege_app, kerege_owner;
RESET ROLE;
