-- Who stands in the audiences of a file, and the law that counts it. A member is an agency or a desk; leaving or removal
-- takes effect with the statement that ends it, since held_audiences() is asked anew by every statement.

SET LOCAL ROLE kerege_law;

-- As in law.sql, and the audiences of files that the viewer's agency or desk is a member of.
CREATE OR REPLACE FUNCTION held_audiences(seen viewer_row) RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT own_audiences(seen) || seen.party || coalesce(array_agg(DISTINCT h.audience), '{}') FROM (
        SELECT m.audience FROM directory_membership m
         WHERE m.member = ANY (own_audiences(seen) || seen.party)
           AND m.since <= seen.day AND coalesce(m.until >= seen.day, true)
        UNION
        SELECT o.audience FROM operations_member o
         WHERE o.member = ANY (own_audiences(seen)) AND o.ended_at IS NULL
    ) h
$$;

-- The rows of operations_member that are the viewer's to read: his agency made the file, or he is the member.
CREATE FUNCTION own_seats() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    made uuid[];
BEGIN
    IF NOT seen.active OR seen.role IN ('administrator', 'auditor') THEN
        RETURN '{}';
    END IF;
    SELECT coalesce(array_agg(m.id), '{}') INTO made FROM operations_member m
     WHERE m.owner = ANY (own_desks()) OR m.member = ANY (own_audiences(seen));
    RETURN made;
END $$;

-- The owner of a file, the audience of all who take part, its label; nothing where there is no such file.
CREATE FUNCTION file_owner(wanted uuid) RETURNS TABLE (desk uuid, everyone uuid, label int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT d.owner, d.everyone, d.label FROM operations_delivery d WHERE d.id = wanted
$$;

-- Whether the viewer takes part in a file: his agency made it, or he holds one of its audiences for this purpose.
CREATE FUNCTION takes_part(wanted uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    RETURN seen.active AND seen.role NOT IN ('administrator', 'auditor') AND EXISTS (
        SELECT FROM file_owner(wanted) f WHERE f.desk = ANY (own_desks()) OR (
            seen.purpose IN ('controlled_delivery', 'joint_operation', 'exercise') AND EXISTS (
                SELECT FROM operations_member m WHERE m.file = wanted AND m.ended_at IS NULL
                   AND m.member = ANY (own_audiences(seen)))));
END $$;

-- Put an agency or desk into an audience of a file. The file's owner puts anybody into any; a state that takes part puts
-- bodies of its own party into its own place.
CREATE FUNCTION seat_member(wanted uuid, identity uuid, into_audience uuid, of_member uuid, of_party text,
    sees_whole boolean) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    f record; their_party text;
BEGIN
    SELECT * INTO f FROM file_owner(wanted);
    SELECT p.code INTO their_party FROM directory_party p WHERE p.id = coalesce(
        (SELECT g.party FROM directory_agency g WHERE g.id = of_member),
        (SELECT g.party FROM directory_desk d JOIN directory_agency g ON g.id = d.agency WHERE d.id = of_member));
    IF NOT seen.active OR f.desk IS NULL OR their_party IS DISTINCT FROM of_party THEN
        RETURN false;
    END IF;
    IF NOT f.desk = ANY (own_desks()) AND NOT (NOT sees_whole AND takes_part(wanted)
            AND (into_audience = f.everyone OR EXISTS (SELECT FROM operations_member m WHERE m.file = wanted
                 AND m.audience = into_audience AND m.party_code = of_party AND m.ended_at IS NULL))
            AND of_party = (SELECT p.code FROM directory_party p WHERE p.id = seen.party)) THEN
        RETURN false;
    END IF;
    IF EXISTS (SELECT FROM operations_member m WHERE m.file = wanted AND m.audience = into_audience
                  AND m.member = of_member AND m.ended_at IS NULL) THEN
        RETURN true;
    END IF;
    INSERT INTO operations_member (id, owner, label, file, audience, member, party_code, whole, made_at, made_by)
    VALUES (identity, f.desk, f.label, wanted, into_audience, of_member, of_party, sees_whole, viewer_instant(), seen.officer);
    RETURN true;
END $$;

-- End the places of a state, or of one body, in a file: by the file's owner, or by that state itself. Ended at once.
CREATE FUNCTION unseat_member(wanted uuid, of_party text, of_member uuid) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    f record; own_code text; ended int;
BEGIN
    SELECT * INTO f FROM file_owner(wanted);
    SELECT p.code INTO own_code FROM directory_party p WHERE p.id = seen.party;
    IF NOT seen.active OR f.desk IS NULL
            OR NOT (f.desk = ANY (own_desks()) OR (own_code = of_party AND takes_part(wanted))) THEN
        RETURN 0;
    END IF;
    UPDATE operations_member m SET ended_at = viewer_instant(), ended_by = seen.officer
     WHERE m.file = wanted AND m.ended_at IS NULL AND m.party_code = of_party
       AND (of_member IS NULL OR m.member = of_member);
    GET DIAGNOSTICS ended = ROW_COUNT;
    RETURN ended;
END $$;

-- The audiences and members of a file, for those who take part: whom a step is told.
CREATE FUNCTION file_members(wanted uuid)
RETURNS TABLE (audience uuid, member uuid, party_code varchar, whole boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF takes_part(wanted) THEN
        RETURN QUERY SELECT m.audience, m.member, m.party_code, m.whole FROM operations_member m
                      WHERE m.file = wanted AND m.ended_at IS NULL;
    END IF;
END $$;

-- What the machine needs of every step of a delivery, for those who take part: never the words. A room decides by it and
-- shows a state what concerns it alone.
CREATE FUNCTION delivery_course(wanted uuid)
RETURNS TABLE (place int, kind varchar, at timestamptz, officer uuid, agency_code varchar, party_code varchar,
    centre boolean, given jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF takes_part(wanted) THEN
        RETURN QUERY SELECT s.place, s.kind, s.at, s.officer, s.agency_code, s.party_code, s.centre, s.given
                       FROM operations_delivery_step s WHERE s.delivery = wanted ORDER BY s.place;
    END IF;
END $$;

REVOKE EXECUTE ON FUNCTION own_seats(), file_owner(uuid), takes_part(uuid),
    seat_member(uuid, uuid, uuid, uuid, text, boolean),
    unseat_member(uuid, text, uuid), file_members(uuid), delivery_course(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION own_seats(), file_owner(uuid) TO kerege_law;
GRANT EXECUTE ON FUNCTION own_seats(), takes_part(uuid),
    seat_member(uuid, uuid, uuid, uuid, text, boolean),
    unseat_member(uuid, text, uuid), file_members(uuid), delivery_course(uuid) TO kerege_app, kerege_owner;
RESET ROLE;
GRANT SELECT ON operations_delivery, operations_delivery_step TO kerege_law;
GRANT SELECT, INSERT, UPDATE ON operations_member TO kerege_law;
