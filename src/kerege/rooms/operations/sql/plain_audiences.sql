-- As in quick_audiences.sql, without telling equal audiences apart twice over: whoever asks looks an audience up.
SET LOCAL ROLE kerege_law;
CREATE OR REPLACE FUNCTION held_audiences(seen viewer_row) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    own uuid[] := own_audiences(seen);
BEGIN
    RETURN own || seen.party || ARRAY(
        SELECT m.audience FROM directory_membership m
         WHERE m.member = ANY (own || seen.party) AND m.since <= seen.day AND coalesce(m.until >= seen.day, true)
        UNION ALL
        SELECT o.audience FROM operations_member o WHERE o.member = ANY (own) AND o.ended_at IS NULL);
END $$;
RESET ROLE;
