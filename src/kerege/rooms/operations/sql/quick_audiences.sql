-- As in members.sql, with the viewer's own audiences asked for once.
SET LOCAL ROLE kerege_law;
CREATE OR REPLACE FUNCTION held_audiences(seen viewer_row) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    own uuid[] := own_audiences(seen);
    made uuid[];
BEGIN
    SELECT own || seen.party || coalesce(array_agg(DISTINCT h.audience), '{}') INTO made FROM (
        SELECT m.audience FROM directory_membership m
         WHERE m.member = ANY (own || seen.party) AND m.since <= seen.day AND coalesce(m.until >= seen.day, true)
        UNION
        SELECT o.audience FROM operations_member o WHERE o.member = ANY (own) AND o.ended_at IS NULL
    ) h;
    RETURN made;
END $$;
RESET ROLE;
