-- As in narrow.sql, but the next place is that behind the rows before it: a row that somebody who reaches the database put at the last
-- place of all bars no step. Which place it is, the node's process says and vouches for (vouched_steps.sql).
SET LOCAL ROLE kerege_law;
CREATE OR REPLACE FUNCTION step_is_ones_own() RETURNS trigger
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
                      WHERE s.delivery = NEW.delivery AND s.place <= NEW.place) THEN
        RAISE EXCEPTION 'a step takes the next place' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;
RESET ROLE;
