-- Whom a requester lets see a delivery. Its own state's desks and the centre's check and help; a foreign one reads under a label
-- that is assured, for who may join is decided before: by a releasing officer or coordinator, for a state on the route, and for
-- one that may impose death for drug offences under a written assurance that a second officer of the requester accepted. What
-- is asked of such a state is sent with its name among the exposed, whatever whoever sends it says.
-- seat_member as in one_line.sql (or where it was last made) but for this, audiences_of as in own_audiences_alone.sql.
SET LOCAL ROLE kerege_law;
CREATE FUNCTION may_be_seated(wanted uuid, seen viewer_row, their_party uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    own_party uuid; their record;
BEGIN
    SELECT d.party INTO own_party FROM operations_delivery d WHERE d.id = wanted;
    SELECT p.code, p.party_class INTO their FROM directory_party p WHERE p.id = their_party;
    IF own_party IS NULL OR their_party = own_party OR their.party_class = 'centre' THEN
        RETURN true;
    END IF;
    RETURN coalesce((seen.party = their_party OR seen.role IN ('releasing', 'coordinator'))
        AND EXISTS (SELECT FROM operations_delivery_step s WHERE s.delivery = wanted AND s.kind IN ('plan', 'amend')
               AND s.given -> 'plan' -> 'legs' @> jsonb_build_array(jsonb_build_object('party', their.code)))
        AND (NOT imposes_death(their_party, seen.day) OR EXISTS (
            SELECT FROM operations_delivery_step a JOIN operations_delivery d ON d.id = a.delivery
             WHERE a.delivery = wanted AND a.kind = 'accept_assurance' AND a.given ->> 'state' = their.code
               AND a.agency = d.agency AND a.officer <> d.made_by)), false);
END $$;

CREATE OR REPLACE FUNCTION seat_member(wanted uuid, identity uuid, into_audience uuid, of_member uuid, of_party text,
    sees_whole boolean) RETURNS boolean
LANGUAGE plpgsql STRICT SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    f record; theirs record;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('operation' || wanted::text, 0));
    SELECT * INTO f FROM file_owner(wanted);
    SELECT p.id, p.code INTO theirs FROM directory_party p WHERE p.id = coalesce(
        (SELECT g.party FROM directory_agency g WHERE g.id = of_member),
        (SELECT g.party FROM directory_desk d JOIN directory_agency g ON g.id = d.agency WHERE d.id = of_member));
    IF NOT seen.active OR f.desk IS NULL OR theirs.code IS DISTINCT FROM of_party
            OR wanted = ANY (shut_files(seen))
            OR EXISTS (SELECT FROM operations_member p WHERE p.id = into_audience)
            OR EXISTS (SELECT FROM operations_operation o WHERE o.id = wanted AND o.agency <> of_member)
            OR NOT may_be_seated(wanted, seen, theirs.id) THEN
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

CREATE FUNCTION exposed_are_named() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    IF EXISTS (
        SELECT FROM (SELECT s.given -> 'plan' -> 'legs' AS legs FROM operations_delivery_step s
                      WHERE s.delivery = NEW.delivery AND s.kind IN ('plan', 'amend') ORDER BY s.place DESC LIMIT 1) plan
          CROSS JOIN LATERAL jsonb_array_elements(plan.legs) leg
          JOIN directory_party p ON p.code = leg ->> 'party'
         WHERE imposes_death(p.id, seen.day)
           AND NOT coalesce(NEW.given -> 'exposed' ? p.code, false)) THEN
        RAISE EXCEPTION 'where death may follow is said when a delivery is sent' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;

-- Of whom the directory says what: of anybody what it says of everybody, of an officer of one's own agency all. A desk of
-- another agency beside one's own agency's id is nobody.
CREATE OR REPLACE FUNCTION audiences_of(seen viewer_row) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    asks viewer_row := verified_viewer();
    held uuid[] := held_audiences(seen);
    known uuid[];
BEGIN
    IF asks.system <> '' OR (seen.agency = ANY (own_audiences(asks)) AND seen.party = asks.party
            AND EXISTS (SELECT FROM directory_desk d WHERE d.id = seen.desk AND d.agency = seen.agency)) THEN
        RETURN held;
    END IF;
    known := held_audiences(asks);
    RETURN ARRAY(SELECT a.audience FROM unnest(held) a(audience)
                  WHERE a.audience = ANY (known)
                     OR NOT EXISTS (SELECT FROM operations_member m WHERE m.audience = a.audience));
END $$;
REVOKE EXECUTE ON FUNCTION may_be_seated(uuid, viewer_row, uuid), exposed_are_named() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION exposed_are_named() TO kerege_owner;
RESET ROLE;
CREATE TRIGGER operations_step_exposed BEFORE INSERT ON operations_delivery_step
    FOR EACH ROW WHEN (current_user = 'kerege_app' AND NEW.kind = 'send') EXECUTE FUNCTION exposed_are_named();
