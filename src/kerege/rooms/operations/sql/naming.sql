-- Naming officers and ending it. Each state's own releasing officers and coordinators name and end; an officer may end his own;
-- the founding agency proposes. All of them wait for whoever else changes who takes part.
SET LOCAL ROLE kerege_law;

-- The place in an operation of the agency that the viewer speaks for: only to officers who name.
CREATE FUNCTION spoken_place(wanted uuid) RETURNS operations_member
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    place operations_member;
BEGIN
    IF names_officers(seen) THEN
        SELECT * INTO place FROM operations_member m
         WHERE m.file = wanted AND m.audience = wanted AND m.ended_at IS NULL
           AND m.member = ANY (own_audiences(seen)) AND EXISTS (SELECT FROM operations_operation o WHERE o.id = wanted)
         ORDER BY m.member = seen.agency DESC, m.id LIMIT 1;
    END IF;
    RETURN place;
END $$;

-- The hats of an officer at an agency's desks that read anything at all, today.
CREATE FUNCTION worn_today(of_officer uuid, agencies uuid[], on_day date) RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(a.id), '{}') FROM directory_appointment a JOIN directory_desk d ON d.id = a.desk
     WHERE a.officer = of_officer AND d.agency = ANY (agencies) AND a.role NOT IN ('administrator', 'auditor')
       AND a.since <= on_day AND coalesce(a.until >= on_day, true)
$$;

-- What is said of officers in the log of a file, by the act itself and in its own name.
CREATE FUNCTION log_officer(wanted uuid, identity uuid, said text, of_number text, of_role text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    INSERT INTO operations_entry (id, owner, label, operation, kind, at, officer, officer_number, agency_code, party_code,
        given, words)
    SELECT identity, seen.desk, f.label, wanted, said, viewer_instant(), seen.officer, o.number, g.code, p.code,
           jsonb_build_object('officer', of_number, 'role', of_role), ''
      FROM file_owner(wanted) f, directory_officer o, directory_agency g JOIN directory_party p ON p.id = g.party
     WHERE o.id = seen.officer AND g.id = seen.agency;
END $$;

-- What an agency wrote into a file until now opens no more to the whole agency: each label becomes one of the limited place,
-- with the same grants, and one to those who are named for it.
CREATE FUNCTION limit_rows(wanted uuid, place uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    own uuid[] := own_audiences(verified_viewer());
    l access_label;
    mark bytea;
    made int;
    attempt int;
BEGIN
    FOR l IN SELECT x.* FROM access_label x WHERE x.owner_audience = ANY (own) AND x.id IN (
            SELECT o.label FROM operations_operation o WHERE o.id = wanted
            UNION SELECT e.label FROM operations_entry e WHERE e.operation = wanted
            UNION SELECT i.label FROM operations_invitation i WHERE i.operation = wanted
                     AND i.owner IN (SELECT f.desk FROM file_owner(wanted) f)) LOOP
        mark := sha256(l.digest || convert_to(place::text, 'UTF8'));
        made := NULL;
        attempt := 0;
        WHILE made IS NULL LOOP
            INSERT INTO access_label (id, digest, owner_audience, owner_party, part, forbidden, level, shielded)
            VALUES (('x' || left(encode(sha256(mark || convert_to(attempt::text, 'UTF8')), 'hex'), 8))::bit(32)::int
                    & 2147483647, mark, place, l.owner_party, l.part, l.forbidden, l.level, l.shielded)
            ON CONFLICT DO NOTHING RETURNING id INTO made;
            IF made IS NOT NULL THEN
                INSERT INTO access_grant (id, label, audience, purposes, last_day, assured)
                SELECT md5(made::text || g.id::text)::uuid, made, g.audience, g.purposes, g.last_day, g.assured
                  FROM access_grant g WHERE g.label = l.id
                UNION ALL
                SELECT md5(made::text || place::text)::uuid, made, place,
                       ARRAY['controlled_delivery', 'joint_operation', 'exercise'], NULL, true;
            ELSE
                SELECT x.id INTO made FROM access_label x WHERE x.digest = mark;
            END IF;
            attempt := attempt + 1;
        END LOOP;
        UPDATE operations_operation o SET label = made WHERE o.id = wanted AND o.label = l.id;
        UPDATE operations_entry e SET label = made WHERE e.operation = wanted AND e.label = l.id;
        UPDATE operations_invitation i SET label = made WHERE i.operation = wanted AND i.label = l.id;
        UPDATE operations_member m SET label = made WHERE m.file = wanted AND m.label = l.id;
    END LOOP;
END $$;

-- Name an officer of the viewer's own agency, by his number, with a role: from this statement on only those named take part for
-- it. Says 'named', 'unknown' where the agency has no such officer in office, 'none' where the viewer names nobody here.
CREATE FUNCTION name_officer(wanted uuid, identity uuid, entry uuid, of_number text, of_role text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    place operations_member;
    chosen record;
    worn uuid[];
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('operation' || wanted::text, 0));
    place := spoken_place(wanted);
    IF place.id IS NULL THEN
        RETURN 'none';
    END IF;
    SELECT o.id, o.number INTO chosen FROM directory_officer o WHERE upper(o.number) = upper(of_number);
    worn := worn_today(chosen.id, own_audiences(seen), seen.day);
    IF worn = '{}' THEN
        RETURN 'unknown';
    END IF;
    UPDATE operations_officer n SET ended_at = viewer_instant(), ended_by = seen.officer
     WHERE n.file = wanted AND n.agency = place.member AND n.ended_at IS NULL
       AND (n.officer = chosen.id OR upper(n.number) = upper(chosen.number));
    INSERT INTO operations_officer (owner, id, file, agency, party_code, number, role, officer, hats, made_at, made_by,
        named_at, named_by)
    VALUES (place.owner, identity, wanted, place.member, place.party_code, chosen.number, of_role, chosen.id, worn,
        viewer_instant(), seen.officer, viewer_instant(), seen.officer);
    IF NOT place.limited THEN
        UPDATE operations_member m SET limited = true
         WHERE m.file = wanted AND m.member = place.member AND m.ended_at IS NULL;
        INSERT INTO operations_member (id, owner, label, file, audience, member, party_code, whole, limited, made_at, made_by)
        SELECT md5(place.id::text || place.member::text)::uuid, place.owner, place.label, wanted, place.id, place.member,
               place.party_code, true, true, viewer_instant(), seen.officer
         WHERE NOT EXISTS (SELECT FROM operations_member m WHERE m.audience = place.id AND m.ended_at IS NULL);
        PERFORM limit_rows(wanted, place.id);
    END IF;
    PERFORM log_officer(wanted, entry, 'named', chosen.number, of_role);
    RETURN 'named';
END $$;

-- End what was said of an officer: by his agency's officers who name, or by himself; a proposal by the founding agency too. The
-- place stays limited when nobody is left, and the founding agency never comes to that. Says 'ended', 'last' or 'none'.
CREATE FUNCTION end_officer(wanted uuid, entry uuid, of_number text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    n operations_officer;
    lead uuid;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('operation' || wanted::text, 0));
    SELECT o.agency INTO lead FROM operations_operation o WHERE o.id = wanted;
    SELECT * INTO n FROM operations_officer x
     WHERE x.file = wanted AND x.ended_at IS NULL AND upper(x.number) = upper(of_number) AND seen.active
       AND ((x.agency = ANY (own_audiences(seen)) AND (names_officers(seen) OR seen.hat = ANY (x.hats)))
            OR (x.officer IS NULL AND takes_part(wanted)
                AND EXISTS (SELECT FROM file_owner(wanted) f WHERE f.desk = ANY (own_desks()))))
     ORDER BY x.named_at IS NULL, x.id LIMIT 1;
    IF n.id IS NULL THEN
        RETURN 'none';
    END IF;
    IF n.agency = lead AND n.officer IS NOT NULL AND NOT EXISTS (
            SELECT FROM operations_officer x WHERE x.file = wanted AND x.agency = lead AND x.ended_at IS NULL
               AND x.officer <> n.officer AND x.hats && worn_today(x.officer, own_audiences(seen), seen.day)) THEN
        RETURN 'last';
    END IF;
    UPDATE operations_officer x SET ended_at = viewer_instant(), ended_by = seen.officer
     WHERE x.owner = n.owner AND x.id = n.id;
    IF n.officer IS NOT NULL THEN
        PERFORM log_officer(wanted, entry, 'unnamed', n.number, n.role);
    END IF;
    RETURN 'ended';
END $$;

-- Open the place to the whole agency again, by an act of its own: by those who name, never by itself.
CREATE FUNCTION open_place(wanted uuid, entry uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    place operations_member;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('operation' || wanted::text, 0));
    place := spoken_place(wanted);
    IF place.id IS NULL OR NOT place.limited THEN
        RETURN false;
    END IF;
    UPDATE operations_officer n SET ended_at = viewer_instant(), ended_by = seen.officer
     WHERE n.file = wanted AND n.agency = place.member AND n.officer IS NOT NULL AND n.ended_at IS NULL;
    UPDATE operations_member m SET limited = false
     WHERE m.file = wanted AND m.member = place.member AND m.ended_at IS NULL;
    PERFORM log_officer(wanted, entry, 'opened', '', '');
    RETURN true;
END $$;

-- The founding agency proposes an officer of an agency that takes part or is invited, by a number that is not looked up: what
-- comes of it, that agency says.
CREATE FUNCTION propose_officer(wanted uuid, identity uuid, of_agency uuid, of_number text, of_role text) RETURNS boolean
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
    IF f.desk IS NULL OR of_party IS NULL THEN
        RETURN false;
    END IF;
    INSERT INTO operations_officer (owner, id, file, agency, party_code, number, role, made_at, made_by)
    VALUES (f.desk, identity, wanted, of_agency, of_party, of_number, of_role, viewer_instant(), seen.officer)
    ON CONFLICT DO NOTHING;
    RETURN true;
END $$;

-- Those who are named or proposed, as far as they concern the viewer: the named to all who take part, proposals to the founding
-- agency and to those who name. `holds` says whether one still wears a hat that he was named under.
CREATE FUNCTION file_officers(wanted uuid)
RETURNS TABLE (agency uuid, party_code varchar, number varchar, role varchar, named_at timestamptz, holds boolean, own boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    part boolean := takes_part(wanted);
BEGIN
    RETURN QUERY
    SELECT n.agency, n.party_code, n.number, n.role, n.named_at,
           coalesce(n.hats && worn_today(n.officer, ARRAY(SELECT d.agency FROM directory_desk d
               JOIN directory_appointment a ON a.desk = d.id WHERE a.officer = n.officer), seen.day), false),
           coalesce(n.officer = seen.officer, false)
      FROM operations_officer n
     WHERE n.file = wanted AND n.ended_at IS NULL
       AND ((names_officers(seen) AND n.agency = ANY (own_audiences(seen))) OR (part AND (n.officer IS NOT NULL
            OR EXISTS (SELECT FROM file_owner(wanted) f WHERE f.desk = ANY (own_desks())))))
     ORDER BY n.party_code, n.agency, n.named_at, n.number;
END $$;

-- The agencies whose place is limited, to those who take part.
CREATE FUNCTION limited_members(wanted uuid) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT m.member FROM operations_member m
     WHERE m.file = wanted AND m.audience = wanted AND m.limited AND m.ended_at IS NULL AND takes_part(wanted)
$$;

-- The operations in which the viewer names officers, also where he is not among them: the name, and how the place stands.
CREATE FUNCTION spoken_places()
RETURNS TABLE (file uuid, number varchar, title varchar, made_at timestamptz, desk uuid, lead uuid, agency uuid,
    limited boolean, part boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT o.id, o.number, o.title, o.made_at, o.owner, o.agency, p.member, p.limited, takes_part(o.id)
      FROM (SELECT DISTINCT m.file FROM operations_member m
             WHERE m.member = ANY (own_audiences(verified_viewer())) AND m.ended_at IS NULL) x
      JOIN operations_operation o ON o.id = x.file
     CROSS JOIN LATERAL spoken_place(o.id) p
     WHERE p.id IS NOT NULL ORDER BY o.made_at DESC, o.id;
END $$;

-- The invitations that the viewer's agency has not answered: where it takes part, or has left since, its officers who are not
-- named for its place read no row of that.
CREATE FUNCTION waiting_invitations() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT i.id FROM verified_viewer() v, operations_invitation i
     WHERE v.active AND i.agency = ANY (own_audiences(v)) AND i.withdrawn_at IS NULL
       AND (NOT i.assured OR i.approved_by IS NOT NULL)
       AND NOT EXISTS (SELECT FROM operations_member m WHERE m.file = i.operation AND m.member = i.agency
                          AND coalesce(m.ended_at >= i.made_at, true))
$$;

-- Whom the node tells where an agency's place is limited: its named officers, at a desk whose hat they wear.
CREATE FUNCTION officers_told(wanted uuid) RETURNS TABLE (agency uuid, desk uuid, officer uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    IF seen.system <> 'operations' THEN
        RAISE EXCEPTION 'only the node tells officers' USING ERRCODE = '42501';
    END IF;
    RETURN QUERY
    SELECT m.member, w.desk, w.officer FROM operations_member m
      LEFT JOIN LATERAL (
        SELECT DISTINCT ON (n.officer) a.desk, n.officer FROM operations_officer n
          JOIN directory_appointment a ON a.id = ANY (n.hats) AND a.since <= seen.day AND coalesce(a.until >= seen.day, true)
         WHERE n.file = wanted AND n.agency = m.member AND n.ended_at IS NULL ORDER BY n.officer, a.since, a.id) w ON true
     WHERE m.file = wanted AND m.audience = wanted AND m.limited AND m.ended_at IS NULL;
END $$;

-- As in own_entries.sql; what is said of officers is entered by naming and ending themselves, also after the closing.
CREATE OR REPLACE FUNCTION entry_is_ones_own() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    f record;
BEGIN
    SELECT * INTO f FROM file_owner(NEW.operation);
    IF NEW.owner <> seen.desk OR NEW.officer <> seen.officer
       OR NOT EXISTS (SELECT FROM directory_agency g JOIN directory_party p ON p.id = g.party
                       WHERE g.id = seen.agency AND g.code = NEW.agency_code AND p.code = NEW.party_code)
       OR NOT EXISTS (SELECT FROM directory_officer o WHERE o.id = seen.officer AND o.number = NEW.officer_number) THEN
        RAISE EXCEPTION 'an entry is written in one''s own name' USING ERRCODE = '42501';
    END IF;
    IF NEW.kind IN ('named', 'unnamed', 'opened') THEN
        RETURN NEW;
    END IF;
    IF NEW.kind <> 'record_off' AND NOT takes_part(NEW.operation) THEN
        RAISE EXCEPTION 'only those who take part enter into a work file' USING ERRCODE = '42501';
    END IF;
    IF NEW.kind IN ('phase', 'scope', 'assessment', 'removed') AND NOT f.desk = ANY (own_desks()) THEN
        RAISE EXCEPTION 'only the agency that founded the operation enters this' USING ERRCODE = '42501';
    END IF;
    IF NEW.kind NOT IN ('left', 'removed', 'record_off') AND EXISTS (
            SELECT FROM operations_entry e WHERE e.operation = NEW.operation AND e.kind = 'phase'
               AND e.given->>'phase' = 'closed') THEN
        RAISE EXCEPTION 'the operation is closed' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;

-- With an operation its named officers go.
CREATE FUNCTION officers_go() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM operations_officer n WHERE n.file = OLD.id;
    RETURN OLD;
END $$;

REVOKE EXECUTE ON FUNCTION spoken_place(uuid), worn_today(uuid, uuid[], date), log_officer(uuid, uuid, text, text, text),
    limit_rows(uuid, uuid), name_officer(uuid, uuid, uuid, text, text), end_officer(uuid, uuid, text),
    open_place(uuid, uuid), propose_officer(uuid, uuid, uuid, text, text), file_officers(uuid), limited_members(uuid),
    spoken_places(), waiting_invitations(), officers_told(uuid), officers_go() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION name_officer(uuid, uuid, uuid, text, text), end_officer(uuid, uuid, text),
    open_place(uuid, uuid), propose_officer(uuid, uuid, uuid, text, text), file_officers(uuid), limited_members(uuid),
    spoken_places(), waiting_invitations(), officers_told(uuid) TO kerege_app, kerege_owner;
GRANT EXECUTE ON FUNCTION officers_go() TO kerege_owner;
RESET ROLE;

CREATE TRIGGER operations_operation_gone AFTER DELETE ON operations_operation
    FOR EACH ROW EXECUTE FUNCTION officers_go();

-- Role app enters nothing of that itself.
CREATE FUNCTION officers_are_named() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF current_user = 'kerege_app' AND NEW.kind IN ('named', 'unnamed', 'opened') THEN
        RAISE EXCEPTION 'what is said of officers is entered by naming and ending them' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION officers_are_named() FROM PUBLIC;
CREATE TRIGGER operations_entry_officers BEFORE INSERT ON operations_entry
    FOR EACH ROW EXECUTE FUNCTION officers_are_named();
