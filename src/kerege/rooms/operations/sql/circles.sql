-- The circles of a work file: those who take part at one instant. A record is released to the circle of its day; who joins
-- later stands in a new circle, beside all who take part then, and reads no record that was released before he came.

SET LOCAL ROLE kerege_law;

-- A place in a file opens that file's own audiences alone: never a party, an agency, a group, a class or another file.
CREATE FUNCTION own_audience_of_file() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM directory_party p WHERE p.id = NEW.audience)
       OR EXISTS (SELECT FROM directory_agency g WHERE g.id = NEW.audience)
       OR EXISTS (SELECT FROM directory_desk d WHERE d.id = NEW.audience)
       OR EXISTS (SELECT FROM directory_membership m WHERE m.audience = NEW.audience)
       OR EXISTS (SELECT FROM operations_member m WHERE m.audience = NEW.audience AND m.file <> NEW.file)
       OR EXISTS (SELECT FROM operations_operation o WHERE o.id = NEW.audience AND o.id <> NEW.file)
       OR EXISTS (SELECT FROM operations_delivery d
                   WHERE NEW.audience IN (d.id, d.everyone) AND d.id <> NEW.file) THEN
        RAISE EXCEPTION 'a place in a file opens an audience of that file alone' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;

-- A new circle of all who take part in a work file now; nothing where the viewer takes no part.
CREATE FUNCTION form_circle(wanted uuid, circle uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    f record;
BEGIN
    SELECT * INTO f FROM file_owner(wanted);
    IF f.desk IS NULL OR circle = wanted OR f.everyone <> wanted OR NOT takes_part(wanted)
            OR EXISTS (SELECT FROM operations_member m WHERE m.audience = circle) THEN
        RETURN false;
    END IF;
    INSERT INTO operations_member (id, owner, label, file, audience, member, party_code, whole, made_at, made_by)
    SELECT DISTINCT ON (m.member) md5(circle::text || m.member::text)::uuid, f.desk, f.label, wanted, circle, m.member,
           m.party_code, true, viewer_instant(), seen.officer
      FROM operations_member m
     WHERE m.file = wanted AND m.audience = wanted AND m.ended_at IS NULL ORDER BY m.member;
    RETURN true;
END $$;

-- The viewer's agency accepts an invitation that stands, under a lock that its withdrawal takes too: it is a member from
-- this statement on, and stands in a new circle. Who left needs a new invitation. An invitation under an assurance waits for a second officer of the founder.
DROP FUNCTION accept_invitation(uuid, uuid);
CREATE FUNCTION accept_invitation(wanted uuid, identity uuid, circle uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    i record; f record;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('operation' || wanted::text, 0));
    SELECT * INTO f FROM file_owner(wanted);
    SELECT * INTO i FROM operations_invitation x
     WHERE x.operation = wanted AND x.agency = ANY (own_audiences(seen)) AND x.withdrawn_at IS NULL
       AND (NOT x.assured OR x.approved_by IS NOT NULL)
       AND x.owner = f.desk AND NOT EXISTS (
            SELECT FROM operations_member m WHERE m.file = wanted AND m.member = x.agency AND m.ended_at >= x.made_at)
     ORDER BY x.made_at DESC LIMIT 1;
    IF NOT seen.active OR seen.role NOT IN ('releasing', 'coordinator') OR i IS NULL THEN
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

-- The circles of the viewer's own work files, each with how many take part in it still, the newest first.
CREATE FUNCTION own_circles() RETURNS TABLE (circle uuid, operation uuid, size bigint, formed_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    RETURN QUERY
        SELECT m.audience, m.file, count(DISTINCT m.member), max(m.made_at)
          FROM operations_member m
         WHERE m.ended_at IS NULL AND m.audience <> m.file AND takes_part(m.file)
           AND EXISTS (SELECT FROM operations_operation o WHERE o.id = m.file)
           AND EXISTS (SELECT FROM operations_member own WHERE own.audience = m.audience AND own.ended_at IS NULL
                          AND own.member = ANY (own_audiences(seen)))
         GROUP BY m.audience, m.file
         ORDER BY 4 DESC, 3 DESC, 1;
END $$;

-- Who stands in an audience of a file now, for those who take part in it.
CREATE FUNCTION circle_members(wanted uuid) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT DISTINCT m.member FROM operations_member m
     WHERE m.audience = wanted AND m.ended_at IS NULL AND takes_part(m.file)
$$;

REVOKE EXECUTE ON FUNCTION own_audience_of_file(), form_circle(uuid, uuid), accept_invitation(uuid, uuid, uuid),
    own_circles(), circle_members(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION form_circle(uuid, uuid), accept_invitation(uuid, uuid, uuid), own_circles(),
    circle_members(uuid) TO kerege_app, kerege_owner;
GRANT EXECUTE ON FUNCTION own_audience_of_file() TO kerege_owner;
RESET ROLE;
CREATE TRIGGER operations_member_audience BEFORE INSERT ON operations_member
    FOR EACH ROW EXECUTE FUNCTION own_audience_of_file();
