-- Places of one line of agencies: an agency that succeeded another may hold two places in one file. They are limited, opened and
-- ended together, and where one of them is limited the others open nothing more. Ids of places and audiences are nobody else's.

DO $$
DECLARE
    strange bigint;
BEGIN
    SET LOCAL ROLE kerege_law;
    UPDATE operations_officer n SET role = 'liaison'
     WHERE n.role NOT IN ('lead', 'coordinator', 'liaison', 'analyst', 'field', 'laboratory', 'duty')
        OR (n.role = 'lead' AND NOT EXISTS (SELECT FROM operations_operation o WHERE o.id = n.file AND o.agency = n.agency));
    GET DIAGNOSTICS strange = ROW_COUNT;
    RAISE NOTICE 'officers whose role was none are liaison: %', strange;
    RESET ROLE;
END $$;
ALTER TABLE operations_officer ADD CONSTRAINT operations_officer_role
    CHECK (role IN ('lead', 'coordinator', 'liaison', 'analyst', 'field', 'laboratory', 'duty'));
GRANT SELECT ON directory_group TO kerege_law;
CREATE INDEX operations_member_audience ON operations_member (audience);
CREATE INDEX operations_member_id ON operations_member (id);
CREATE INDEX operations_delivery_id ON operations_delivery (id);
CREATE INDEX operations_delivery_everyone ON operations_delivery (everyone);

SET LOCAL ROLE kerege_law;

-- Whether a hat is named for a file by one of these agencies.
CREATE FUNCTION is_named(of_file uuid, agencies uuid[], worn uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM operations_officer n WHERE n.file = of_file AND n.agency = ANY (agencies)
                      AND n.ended_at IS NULL AND worn = ANY (n.hats))
$$;

-- As in officers.sql; a file of which one place of the viewer's is limited is open to the hats named for any of them alone.
CREATE OR REPLACE FUNCTION held_audiences(seen viewer_row) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    own uuid[] := own_audiences(seen);
    shut uuid[] := ARRAY(
        SELECT m.file FROM operations_member m
         WHERE m.member = ANY (own) AND m.limited AND m.ended_at IS NULL AND NOT EXISTS (
                SELECT FROM operations_officer n WHERE n.file = m.file AND n.agency = ANY (own)
                   AND n.ended_at IS NULL AND seen.hat = ANY (n.hats)));
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
                  WHERE m.member = ANY (own) AND m.limited AND m.ended_at IS NULL AND NOT is_named(m.file, own, seen.hat));
END $$;

-- As in officers.sql.
CREATE OR REPLACE FUNCTION takes_part(wanted uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    RETURN seen.active AND seen.role NOT IN ('administrator', 'auditor') AND wanted <> ALL (shut_files(seen)) AND EXISTS (
        SELECT FROM file_owner(wanted) f WHERE f.desk = ANY (own_desks()) OR (
            seen.purpose IN ('controlled_delivery', 'joint_operation', 'exercise') AND EXISTS (
                SELECT FROM operations_member m WHERE m.file = wanted AND m.ended_at IS NULL
                   AND m.member = ANY (own_audiences(seen)))));
END $$;

-- As in officers.sql.
CREATE OR REPLACE FUNCTION own_seats() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    own uuid[] := own_audiences(seen);
    shut uuid[] := shut_files(seen);
BEGIN
    IF NOT seen.active OR seen.role IN ('administrator', 'auditor') THEN
        RETURN '{}';
    END IF;
    RETURN ARRAY(SELECT m.id FROM operations_member m
                  WHERE (m.file <> ALL (shut) AND m.owner = ANY (own_desks()))
                     OR (m.member = ANY (own) AND ((m.file <> ALL (shut) AND NOT m.limited)
                         OR is_named(m.file, own, seen.hat) OR (m.audience = m.file AND names_officers(seen)))));
END $$;

-- As in officers.sql; of two places that of the viewer's own agency.
CREATE OR REPLACE FUNCTION limited_place(wanted uuid) RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    RETURN (SELECT m.id FROM operations_member m
             WHERE m.file = wanted AND m.audience = wanted AND m.limited AND m.ended_at IS NULL AND seen.active
               AND m.member = ANY (own_audiences(seen)) AND is_named(wanted, own_audiences(seen), seen.hat)
             ORDER BY m.member = seen.agency DESC, m.id LIMIT 1);
END $$;

-- As in officers.sql.
CREATE OR REPLACE FUNCTION own_owners() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    own uuid[] := own_audiences(seen);
BEGIN
    IF NOT seen.active THEN
        RETURN '{}';
    END IF;
    RETURN own || own_desks() || ARRAY(
        SELECT m.id FROM operations_member m
         WHERE m.audience = m.file AND m.limited AND m.ended_at IS NULL AND m.member = ANY (own)
           AND is_named(m.file, own, seen.hat));
END $$;
DROP FUNCTION is_named(uuid, uuid, uuid);

-- As in naming.sql; the place says that it is limited where any of the line is.
CREATE OR REPLACE FUNCTION spoken_place(wanted uuid) RETURNS operations_member
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    own uuid[] := own_audiences(seen);
    place operations_member;
BEGIN
    IF names_officers(seen) THEN
        SELECT * INTO place FROM operations_member m
         WHERE m.file = wanted AND m.audience = wanted AND m.ended_at IS NULL
           AND m.member = ANY (own) AND EXISTS (SELECT FROM operations_operation o WHERE o.id = wanted)
         ORDER BY m.member = seen.agency DESC, m.id LIMIT 1;
        place.limited := EXISTS (SELECT FROM operations_member m WHERE m.file = wanted AND m.member = ANY (own)
                                    AND m.limited AND m.ended_at IS NULL);
    END IF;
    RETURN place;
END $$;

-- As in naming.sql: every place of the viewer's line is limited by it. The lead is an officer of the agency that founded.
CREATE OR REPLACE FUNCTION name_officer(wanted uuid, identity uuid, entry uuid, of_number text, of_role text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    own uuid[] := own_audiences(seen);
    place operations_member;
    chosen record;
    worn uuid[];
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('operation' || wanted::text, 0));
    place := spoken_place(wanted);
    IF place.id IS NULL OR (of_role = 'lead' AND NOT EXISTS (
            SELECT FROM operations_operation o WHERE o.id = wanted AND o.agency = place.member)) THEN
        RETURN 'none';
    END IF;
    SELECT o.id, o.number INTO chosen FROM directory_officer o WHERE upper(o.number) = upper(of_number);
    worn := worn_today(chosen.id, own, seen.day);
    IF worn = '{}' THEN
        RETURN 'unknown';
    END IF;
    UPDATE operations_officer n SET ended_at = viewer_instant(), ended_by = seen.officer
     WHERE n.file = wanted AND n.agency = ANY (own) AND n.ended_at IS NULL
       AND (n.officer = chosen.id OR upper(n.number) = upper(chosen.number));
    INSERT INTO operations_officer (owner, id, file, agency, party_code, number, role, officer, hats, made_at, made_by,
        named_at, named_by)
    VALUES (place.owner, identity, wanted, place.member, place.party_code, chosen.number, of_role, chosen.id, worn,
        viewer_instant(), seen.officer, viewer_instant(), seen.officer);
    UPDATE operations_member m SET limited = true
     WHERE m.file = wanted AND m.member = ANY (own) AND NOT m.limited AND m.ended_at IS NULL;
    IF FOUND THEN
        INSERT INTO operations_member (id, owner, label, file, audience, member, party_code, whole, limited, made_at, made_by)
        SELECT unforeseen(format('place|%s|%s', place.id, place.member)), place.owner, place.label, wanted, place.id,
               place.member, place.party_code, true, true, viewer_instant(), seen.officer
         WHERE NOT EXISTS (SELECT FROM operations_member m WHERE m.audience = place.id AND m.ended_at IS NULL);
        PERFORM limit_rows(wanted, place.id);
    END IF;
    PERFORM log_officer(wanted, entry, 'named', chosen.number, of_role);
    RETURN 'named';
END $$;

-- As in naming.sql; the line of the founding agency keeps one officer.
CREATE OR REPLACE FUNCTION end_officer(wanted uuid, entry uuid, of_number text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    own uuid[] := own_audiences(seen);
    n operations_officer;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('operation' || wanted::text, 0));
    SELECT * INTO n FROM operations_officer x
     WHERE x.file = wanted AND x.ended_at IS NULL AND upper(x.number) = upper(of_number) AND seen.active
       AND ((x.agency = ANY (own) AND (names_officers(seen) OR seen.hat = ANY (x.hats)))
            OR (x.officer IS NULL AND takes_part(wanted)
                AND EXISTS (SELECT FROM file_owner(wanted) f WHERE f.desk = ANY (own_desks()))))
     ORDER BY x.named_at IS NULL, x.id LIMIT 1;
    IF n.id IS NULL THEN
        RETURN 'none';
    END IF;
    IF n.officer IS NOT NULL AND EXISTS (SELECT FROM operations_operation o WHERE o.id = wanted AND o.agency = ANY (own))
            AND NOT EXISTS (
                SELECT FROM operations_officer x WHERE x.file = wanted AND x.agency = ANY (own) AND x.ended_at IS NULL
                   AND x.officer <> n.officer AND x.hats && worn_today(x.officer, own, seen.day)) THEN
        RETURN 'last';
    END IF;
    UPDATE operations_officer x SET ended_at = viewer_instant(), ended_by = seen.officer
     WHERE x.owner = n.owner AND x.id = n.id;
    IF n.officer IS NOT NULL THEN
        PERFORM log_officer(wanted, entry, 'unnamed', n.number, n.role);
    END IF;
    RETURN 'ended';
END $$;

-- As in naming.sql: every place of the viewer's line is open again.
CREATE OR REPLACE FUNCTION open_place(wanted uuid, entry uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    own uuid[] := own_audiences(seen);
    place operations_member;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('operation' || wanted::text, 0));
    place := spoken_place(wanted);
    IF place.id IS NULL OR NOT place.limited THEN
        RETURN false;
    END IF;
    UPDATE operations_officer n SET ended_at = viewer_instant(), ended_by = seen.officer
     WHERE n.file = wanted AND n.agency = ANY (own) AND n.officer IS NOT NULL AND n.ended_at IS NULL;
    UPDATE operations_member m SET limited = false
     WHERE m.file = wanted AND m.member = ANY (own) AND m.ended_at IS NULL;
    PERFORM log_officer(wanted, entry, 'opened', '', '');
    RETURN true;
END $$;

-- As in naming.sql, never as the lead.
CREATE OR REPLACE FUNCTION propose_officer(wanted uuid, identity uuid, of_agency uuid, of_number text, of_role text)
RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    f record;
    of_party text;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('operation' || wanted::text, 0));
    SELECT * INTO f FROM file_owner(wanted) x WHERE x.desk = ANY (own_desks()) AND takes_part(wanted)
       AND EXISTS (SELECT FROM operations_operation o WHERE o.id = wanted AND o.agency <> of_agency);
    SELECT i.party_code INTO of_party FROM operations_invitation i
     WHERE i.operation = wanted AND i.owner = f.desk AND i.agency = of_agency AND i.withdrawn_at IS NULL
       AND (NOT i.assured OR i.approved_by IS NOT NULL)
       AND NOT EXISTS (SELECT FROM operations_member m WHERE m.file = wanted AND m.member = of_agency
                          AND m.ended_at >= i.made_at) LIMIT 1;
    IF f.desk IS NULL OR of_party IS NULL OR of_role = 'lead' THEN
        RETURN false;
    END IF;
    INSERT INTO operations_officer (owner, id, file, agency, party_code, number, role, made_at, made_by)
    VALUES (f.desk, identity, wanted, of_agency, of_party, of_number, of_role, viewer_instant(), seen.officer)
    ON CONFLICT DO NOTHING;
    RETURN true;
END $$;

-- Whether an id is borne elsewhere: by a party, an agency, a desk, a group, another file, a place or an audience of one.
CREATE FUNCTION borne_elsewhere(of_id uuid, of_file uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM directory_party p WHERE p.id = of_id)
        OR EXISTS (SELECT FROM directory_agency g WHERE g.id = of_id)
        OR EXISTS (SELECT FROM directory_desk d WHERE d.id = of_id)
        OR EXISTS (SELECT FROM directory_group x WHERE x.id = of_id)
        OR EXISTS (SELECT FROM directory_membership m WHERE m.audience = of_id)
        OR EXISTS (SELECT FROM operations_operation o WHERE o.id = of_id AND o.id IS DISTINCT FROM of_file)
        OR EXISTS (SELECT FROM operations_delivery d WHERE of_id IN (d.id, d.everyone) AND d.id IS DISTINCT FROM of_file)
        OR EXISTS (SELECT FROM operations_member m WHERE of_id IN (m.id, m.audience) AND m.file IS DISTINCT FROM of_file)
$$;

-- As in circles.sql; the place itself bears an id of its own too, for it becomes an audience when it is limited.
CREATE OR REPLACE FUNCTION own_audience_of_file() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF borne_elsewhere(NEW.audience, NEW.file) OR borne_elsewhere(NEW.id, NULL) THEN
        RAISE EXCEPTION 'a place in a file opens an audience of that file alone' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;

-- As in one_file.sql; of a delivery, the audience of all who take part too.
CREATE OR REPLACE FUNCTION file_stands_alone() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    everyone uuid := to_jsonb(NEW)->>'everyone';
BEGIN
    IF borne_elsewhere(NEW.id, NULL) OR borne_elsewhere(everyone, NULL) THEN
        RAISE EXCEPTION 'a file bears an id of its own' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;

-- As in one_file.sql; seats whose ids nobody occupies beforehand.
CREATE OR REPLACE FUNCTION form_circle(wanted uuid, circle uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    f record;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('operation' || wanted::text, 0));
    SELECT * INTO f FROM file_owner(wanted);
    IF f.desk IS NULL OR circle = wanted OR f.everyone <> wanted OR NOT takes_part(wanted)
            OR EXISTS (SELECT FROM operations_member m WHERE circle IN (m.audience, m.id)) THEN
        RETURN false;
    END IF;
    INSERT INTO operations_member (id, owner, label, file, audience, member, party_code, whole, limited, made_at, made_by)
    SELECT DISTINCT ON (m.member) unforeseen(format('seat|%s|%s', circle, m.member)), f.desk, f.label, wanted, circle,
           m.member, m.party_code, true, m.limited, viewer_instant(), seen.officer
      FROM operations_member m
     WHERE m.file = wanted AND m.audience = wanted AND m.ended_at IS NULL ORDER BY m.member;
    RETURN true;
END $$;

REVOKE EXECUTE ON FUNCTION is_named(uuid, uuid[], uuid), borne_elsewhere(uuid, uuid) FROM PUBLIC;
RESET ROLE;
