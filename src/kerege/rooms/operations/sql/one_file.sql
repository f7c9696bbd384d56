-- One file of an id, and one at a time who changes its places. The functions below stand in officers.sql with other bodies: both files
-- are run by migrations of their own that are applied on nodes, so neither is changed for the other's sake.

SET LOCAL ROLE kerege_law;

-- A file bears an id that no other file and no audience of one bears: whoever knew an id could else make a file of his own
-- under it, and take part in both.
CREATE FUNCTION file_stands_alone() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM operations_operation o WHERE o.id = NEW.id)
       OR EXISTS (SELECT FROM operations_delivery d WHERE NEW.id IN (d.id, d.everyone))
       OR EXISTS (SELECT FROM operations_member m WHERE m.audience = NEW.id) THEN
        RAISE EXCEPTION 'a file bears an id of its own' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION file_stands_alone() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION file_stands_alone() TO kerege_owner;

-- As in officers.sql; one change of a file's places after the other, and no place is a circle.
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
    SELECT DISTINCT ON (m.member) md5(circle::text || m.member::text)::uuid, f.desk, f.label, wanted, circle, m.member,
           m.party_code, true, m.limited, viewer_instant(), seen.officer
      FROM operations_member m
     WHERE m.file = wanted AND m.audience = wanted AND m.ended_at IS NULL ORDER BY m.member;
    RETURN true;
END $$;

-- As in officers.sql, in the same order, and into no place.
CREATE OR REPLACE FUNCTION seat_member(wanted uuid, identity uuid, into_audience uuid, of_member uuid, of_party text,
    sees_whole boolean) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    f record; their_party text;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('operation' || wanted::text, 0));
    SELECT * INTO f FROM file_owner(wanted);
    SELECT p.code INTO their_party FROM directory_party p WHERE p.id = coalesce(
        (SELECT g.party FROM directory_agency g WHERE g.id = of_member),
        (SELECT g.party FROM directory_desk d JOIN directory_agency g ON g.id = d.agency WHERE d.id = of_member));
    IF NOT seen.active OR f.desk IS NULL OR their_party IS DISTINCT FROM of_party
            OR wanted = ANY (shut_files(seen))
            OR EXISTS (SELECT FROM operations_member p WHERE p.id = into_audience)
            OR EXISTS (SELECT FROM operations_operation o WHERE o.id = wanted AND o.agency <> of_member) THEN
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
    INSERT INTO operations_member (id, owner, label, file, audience, member, party_code, whole, limited, made_at, made_by)
    VALUES (identity, f.desk, f.label, wanted, into_audience, of_member, of_party, sees_whole,
        EXISTS (SELECT FROM operations_member m WHERE m.file = wanted AND m.member = of_member AND m.limited
                   AND m.ended_at IS NULL), viewer_instant(), seen.officer);
    RETURN true;
END $$;

-- As in officers.sql, in the same order; proposals to an agency that has no place go by the founding agency alone.
CREATE OR REPLACE FUNCTION unseat_member(wanted uuid, of_party text, of_member uuid) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    f record; own_code text; leaving uuid[]; ended int;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('operation' || wanted::text, 0));
    SELECT * INTO f FROM file_owner(wanted);
    SELECT p.code INTO own_code FROM directory_party p WHERE p.id = seen.party;
    IF NOT seen.active OR f.desk IS NULL OR wanted = ANY (shut_files(seen))
            OR NOT (f.desk = ANY (own_desks()) OR (own_code = of_party AND takes_part(wanted))) THEN
        RETURN 0;
    END IF;
    SELECT coalesce(array_agg(DISTINCT m.member), '{}') INTO leaving FROM operations_member m
     WHERE m.file = wanted AND m.ended_at IS NULL AND m.party_code = of_party
       AND (of_member IS NULL OR m.member = of_member)
       AND NOT EXISTS (SELECT FROM operations_operation o WHERE o.id = wanted AND (o.agency = m.member
            OR NOT (f.desk = ANY (own_desks()) OR m.member = ANY (own_audiences(seen)))));
    UPDATE operations_member m SET ended_at = viewer_instant(), ended_by = seen.officer
     WHERE m.file = wanted AND m.ended_at IS NULL AND m.member = ANY (leaving);
    GET DIAGNOSTICS ended = ROW_COUNT;
    UPDATE operations_officer n SET ended_at = viewer_instant(), ended_by = seen.officer
     WHERE n.file = wanted AND n.ended_at IS NULL AND (n.agency = ANY (leaving)
            OR (n.agency = of_member AND n.officer IS NULL AND f.desk = ANY (own_desks())));
    RETURN ended;
END $$;
RESET ROLE;

CREATE TRIGGER operations_operation_alone BEFORE INSERT ON operations_operation
    FOR EACH ROW EXECUTE FUNCTION file_stands_alone();
CREATE TRIGGER operations_delivery_alone BEFORE INSERT ON operations_delivery
    FOR EACH ROW EXECUTE FUNCTION file_stands_alone();
