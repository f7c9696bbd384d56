-- An alert is heard by data protection of the asker's agency, and never by the officer of whom it tells, whatever other hat he wears.
-- Where nobody else there is data protection, it is heard by data protection of the agency that coordinates for the party, and
-- where that has none either, by the party's coordinators. It stays inside the party.
SET LOCAL ROLE kerege_law;

-- Who wears a hat of a role today for an agency or its successors, but the officer of that number.
CREATE FUNCTION worn_for(of_agency uuid, of_role text, on_day date, besides text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH RECURSIVE line(agency) AS (
        SELECT of_agency
        UNION
        SELECT g.successor FROM directory_agency g JOIN line ON g.id = line.agency WHERE g.successor IS NOT NULL
    )
    SELECT EXISTS (
        SELECT FROM line JOIN directory_desk d ON d.agency = line.agency
          JOIN directory_appointment a ON a.desk = d.id JOIN directory_officer o ON o.id = a.officer
         WHERE a.role = of_role AND a.since <= on_day AND coalesce(a.until >= on_day, true)
           AND o.number IS DISTINCT FROM besides)
$$;

-- Agencies of whose officers the viewer may hear: his own, and for whom a party's coordination stands in, those of the party.
CREATE FUNCTION hearing_agencies() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    made uuid[] := watching_agencies();
BEGIN
    IF seen.active AND (seen.role = 'coordinator' OR seen.role = 'data_protection' AND EXISTS (
            SELECT FROM directory_party p WHERE p.id = seen.party AND p.coordinating_agency = ANY (made))) THEN
        SELECT array_agg(g.id) INTO made FROM directory_agency g WHERE g.party = seen.party;
    END IF;
    RETURN made;
END $$;

-- Whether the viewer hears an alert of an officer of an agency that stands in `hearing_agencies`.
CREATE FUNCTION hears_alert(of_agency uuid, of_number text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    coordinating uuid;
BEGIN
    IF NOT seen.active OR of_number IS NOT DISTINCT FROM own_number() THEN
        RETURN false;
    END IF;
    IF of_agency = ANY (watching_agencies()) THEN
        RETURN true;
    END IF;
    SELECT p.coordinating_agency INTO coordinating
      FROM directory_agency g JOIN directory_party p ON p.id = g.party WHERE g.id = of_agency AND p.id = seen.party;
    IF NOT FOUND OR worn_for(of_agency, 'data_protection', seen.day, of_number) THEN
        RETURN false;
    END IF;
    IF seen.role = 'data_protection' THEN
        RETURN coordinating = ANY (watching_agencies());
    END IF;
    RETURN seen.role = 'coordinator' AND NOT worn_for(coordinating, 'data_protection', seen.day, of_number);
END $$;

-- For the Council: agencies whose officers may look things up, and of whose alerts nobody would hear today. It follows from the
-- directory alone, whether there are alerts or not.
CREATE FUNCTION council_unheard() RETURNS TABLE (party uuid, agency uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    IF NOT seen.active OR seen.role NOT IN ('data_protection', 'auditor') OR seen.party_class <> 'centre' THEN
        RAISE EXCEPTION 'what all parties lack is for the Council''s overseers' USING ERRCODE = '42501';
    END IF;
    RETURN QUERY SELECT p.id, g.id FROM directory_agency g JOIN directory_party p ON p.id = g.party
     WHERE g.abolished_on IS NULL AND p.since <= seen.day AND coalesce(p.until >= seen.day, true)
       AND EXISTS (SELECT FROM directory_desk d JOIN directory_appointment a ON a.desk = d.id
                    WHERE d.agency = g.id AND a.since <= seen.day AND coalesce(a.until >= seen.day, true))
       AND NOT worn_for(g.id, 'data_protection', seen.day, NULL)
       AND NOT worn_for(p.coordinating_agency, 'data_protection', seen.day, NULL)
       AND NOT EXISTS (SELECT FROM directory_agency o WHERE o.party = p.id
                          AND worn_for(o.id, 'coordinator', seen.day, NULL));
END $$;

REVOKE EXECUTE ON FUNCTION worn_for(uuid, text, date, text), hearing_agencies(), hears_alert(uuid, text),
    council_unheard() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hearing_agencies(), hears_alert(uuid, text) TO kerege_app, kerege_owner;
GRANT EXECUTE ON FUNCTION council_unheard() TO kerege_app;
GRANT EXECUTE ON FUNCTION own_number() TO kerege_law;
RESET ROLE;

ALTER POLICY oversight_alert_read ON oversight_alert USING (
    agency = ANY ((SELECT hearing_agencies())::uuid[]) AND hears_alert(agency, officer_number));
ALTER POLICY oversight_alert_change ON oversight_alert USING (
    agency = ANY ((SELECT hearing_agencies())::uuid[]) AND hears_alert(agency, officer_number));
