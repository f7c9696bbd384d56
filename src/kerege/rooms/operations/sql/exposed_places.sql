-- A place in a joint operation of another state is open to a state that may impose death for drug offences under a written
-- assurance that a second officer of the founding agency agreed to, and not otherwise: also where the invitation, or the place
-- itself, is older than the fact. While the fact holds the file is shut to it; it opens again with such an invitation.
SET LOCAL ROLE kerege_law;

-- The joint operations of other states in which the viewer's agency holds a place that no assurance covers, while his state may
-- impose death.
CREATE FUNCTION exposed_files(seen viewer_row, own uuid[]) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM operations_member m WHERE m.member = ANY (own) AND m.ended_at IS NULL)
            OR NOT imposes_death(seen.party, seen.day) THEN
        RETURN '{}';
    END IF;
    RETURN ARRAY(
        SELECT DISTINCT o.id FROM operations_member m JOIN operations_operation o ON o.id = m.file AND o.party <> seen.party
         WHERE m.member = ANY (own) AND m.ended_at IS NULL AND NOT EXISTS (
                SELECT FROM operations_invitation i WHERE i.operation = o.id AND i.owner = o.owner AND i.agency = m.member
                   AND i.withdrawn_at IS NULL AND i.assured AND i.approved_by IS NOT NULL));
END $$;
REVOKE EXECUTE ON FUNCTION exposed_files(viewer_row, uuid[]) FROM PUBLIC;

-- As in one_line.sql but for these.
CREATE OR REPLACE FUNCTION held_audiences(seen viewer_row) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    own uuid[] := own_audiences(seen);
    shut uuid[] := ARRAY(
        SELECT m.file FROM operations_member m
         WHERE m.member = ANY (own) AND m.limited AND m.ended_at IS NULL AND NOT EXISTS (
                SELECT FROM operations_officer n WHERE n.file = m.file AND n.agency = ANY (own)
                   AND n.ended_at IS NULL AND seen.hat = ANY (n.hats))) || exposed_files(seen, own);
BEGIN
    RETURN own || seen.party || ARRAY(
        SELECT m.audience FROM directory_membership m
         WHERE m.member = ANY (own || seen.party) AND m.since <= seen.day AND coalesce(m.until >= seen.day, true)
        UNION ALL
        SELECT o.audience FROM operations_member o
         WHERE o.member = ANY (own) AND o.ended_at IS NULL AND o.file <> ALL (shut));
END $$;

-- The same for the functions of the room.
CREATE OR REPLACE FUNCTION shut_files(seen viewer_row) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    own uuid[] := own_audiences(seen);
BEGIN
    RETURN ARRAY(SELECT m.file FROM operations_member m
                  WHERE m.member = ANY (own) AND m.limited AND m.ended_at IS NULL AND NOT is_named(m.file, own, seen.hat))
        || exposed_files(seen, own);
END $$;

-- As in guests.sql but for these: what was asked before the fact stood is not accepted while it holds.
CREATE OR REPLACE FUNCTION accept_invitation(wanted uuid, identity uuid, circle uuid) RETURNS boolean
LANGUAGE plpgsql STRICT SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    i record; f record;
    exposed boolean := imposes_death(seen.party, seen.day) AND EXISTS (
        SELECT FROM operations_operation o WHERE o.id = wanted AND o.party <> seen.party);
BEGIN
    IF seen.party_class = 'invited' THEN
        PERFORM pg_advisory_xact_lock(hashtextextended('guest' || seen.party::text, 0));
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('operation' || wanted::text, 0));
    SELECT * INTO f FROM file_owner(wanted);
    SELECT * INTO i FROM operations_invitation x
     WHERE x.operation = wanted AND x.agency = ANY (own_audiences(seen)) AND x.withdrawn_at IS NULL
       AND CASE WHEN x.assured THEN x.approved_by IS NOT NULL ELSE NOT exposed END
       AND x.owner = f.desk AND NOT EXISTS (
            SELECT FROM operations_member m WHERE m.file = wanted AND m.member = x.agency AND m.ended_at >= x.made_at)
     ORDER BY x.made_at DESC LIMIT 1;
    IF NOT seen.active OR seen.role NOT IN ('releasing', 'coordinator') OR i IS NULL OR guest_elsewhere(wanted) THEN
        RETURN false;
    END IF;
    IF NOT EXISTS (SELECT FROM operations_member m WHERE m.file = wanted AND m.audience = wanted AND m.member = i.agency
                      AND m.ended_at IS NULL) THEN
        INSERT INTO operations_member (id, owner, label, file, audience, member, party_code, whole, made_at, made_by)
        VALUES (identity, f.desk, f.label, wanted, wanted, i.agency, i.party_code, true, viewer_instant(), seen.officer);
        RETURN form_circle(wanted, circle);
    END IF;
    RETURN true;
END $$;
RESET ROLE;
