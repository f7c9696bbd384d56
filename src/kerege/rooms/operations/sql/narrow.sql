-- Deliveries, narrowed by the database: the whole course of a file is read by the node alone, to decide; nobody writes a
-- step in another's name, out of its turn or at another time.

SET LOCAL ROLE kerege_law;

-- What the machine needs of every step, never the words: to the node itself at its work on deliveries. An officer reads
-- the rows that his own labels open; what concerns him of the rest, the room tells him.
CREATE OR REPLACE FUNCTION delivery_course(wanted uuid)
RETURNS TABLE (place int, kind varchar, at timestamptz, officer uuid, agency_code varchar, party_code varchar,
    centre boolean, given jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF (verified_viewer()).system <> 'operations' THEN
        RAISE EXCEPTION 'only the node reads a whole course' USING ERRCODE = '42501';
    END IF;
    RETURN QUERY SELECT s.place, s.kind, s.at, s.officer, s.agency_code, s.party_code, s.centre, s.given
                   FROM operations_delivery_step s WHERE s.delivery = wanted ORDER BY s.place;
END $$;

-- Audiences and members of a delivery: all to the node at its work; to an agency or desk that takes part, its own state's.
CREATE OR REPLACE FUNCTION file_members(wanted uuid)
RETURNS TABLE (audience uuid, member uuid, party_code varchar, whole boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    own_code text;
BEGIN
    SELECT p.code INTO own_code FROM directory_party p WHERE p.id = seen.party;
    RETURN QUERY SELECT m.audience, m.member, m.party_code, m.whole FROM operations_member m
                  WHERE m.file = wanted AND m.ended_at IS NULL
                    AND (seen.system = 'operations' OR (takes_part(wanted) AND (
                         m.party_code = own_code OR EXISTS (SELECT FROM operations_operation o WHERE o.id = wanted)
                         OR EXISTS (SELECT FROM file_owner(wanted) f WHERE f.desk = ANY (own_desks())))));
END $$;

-- A step is its writer's own: his number in the directory, his agency, his party, the next place, now. Steps of one file
-- wait for each other, so that no place is given twice.
CREATE FUNCTION step_is_ones_own() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    at timestamptz := viewer_instant();
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('delivery' || NEW.delivery::text, 0));
    IF NOT seen.active OR NEW.owner <> seen.desk OR NEW.officer <> seen.officer OR NEW.agency <> seen.agency
            OR NEW.agency_code <> (SELECT g.code FROM directory_agency g WHERE g.id = seen.agency)
            OR NEW.party_code <> (SELECT p.code FROM directory_party p WHERE p.id = seen.party)
            OR NEW.centre <> (seen.party_class = 'centre') OR NOT takes_part(NEW.delivery) THEN
        RAISE EXCEPTION 'a step is taken in its own officer''s name' USING ERRCODE = '42501';
    END IF;
    IF NEW.kind IN ('answer', 'withdraw', 'accept_assurance', 'send') AND seen.role NOT IN ('releasing', 'coordinator')
            AND NOT (seen.role = 'liaison' AND NEW.given ? 'letter') THEN
        RAISE EXCEPTION 'releasing officers and coordinators do this' USING ERRCODE = '42501';
    END IF;
    IF NEW.at < at - interval '1 minute' OR NEW.at > at + interval '10 minutes' THEN
        RAISE EXCEPTION 'a step is taken now' USING ERRCODE = '42501';
    END IF;
    IF NEW.place <> (SELECT coalesce(max(s.place), 0) + 1 FROM operations_delivery_step s
                      WHERE s.delivery = NEW.delivery) THEN
        RAISE EXCEPTION 'a step takes the next place' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;

-- A file is its maker's own.
CREATE FUNCTION delivery_is_ones_own() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    IF NOT seen.active OR NEW.owner <> seen.desk OR NEW.agency <> seen.agency OR NEW.party <> seen.party
            OR NEW.made_by <> seen.officer OR NEW.id = NEW.everyone THEN
        RAISE EXCEPTION 'a file is made in its own officer''s name' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;

REVOKE EXECUTE ON FUNCTION step_is_ones_own(), delivery_is_ones_own() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION step_is_ones_own(), delivery_is_ones_own() TO kerege_owner;
RESET ROLE;

CREATE TRIGGER operations_step_own BEFORE INSERT ON operations_delivery_step
    FOR EACH ROW EXECUTE FUNCTION step_is_ones_own();
CREATE TRIGGER operations_delivery_own BEFORE INSERT ON operations_delivery
    FOR EACH ROW EXECUTE FUNCTION delivery_is_ones_own();
