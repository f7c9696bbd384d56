-- As delivery_course, which processes of the former version call, with all that the node signed of each step: what does not
-- bear its signature is not followed.
SET LOCAL ROLE kerege_law;

-- Every step of a delivery, whole, to the node itself at its work on deliveries. An officer reads the rows that his own
-- labels open; what concerns him of the rest, the room tells him, and never the words.
CREATE FUNCTION delivery_steps(wanted uuid)
RETURNS TABLE (id uuid, owner uuid, place int, kind varchar, at timestamptz, officer uuid, officer_number varchar,
    agency uuid, agency_code varchar, party_code varchar, centre boolean, given text, words text, signature bytea)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF (verified_viewer()).system <> 'operations' THEN
        RAISE EXCEPTION 'only the node reads a whole course' USING ERRCODE = '42501';
    END IF;
    RETURN QUERY SELECT s.id, s.owner, s.place, s.kind, s.at, s.officer, s.officer_number, s.agency, s.agency_code,
                        s.party_code, s.centre, s.given::text, s.words, s.signature
                   FROM operations_delivery_step s WHERE s.delivery = wanted ORDER BY s.place, s.id;
END $$;

REVOKE EXECUTE ON FUNCTION delivery_steps(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION delivery_steps(uuid) TO kerege_app, kerege_owner;
RESET ROLE;
