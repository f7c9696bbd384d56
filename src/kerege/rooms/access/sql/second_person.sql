-- A coordinator knows the officers of his own party by number and name: he confirms their accounts.
SET LOCAL ROLE kerege_law;
CREATE OR REPLACE FUNCTION officers_of() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    made uuid[];
BEGIN
    IF seen.system IN ('found-node', 'sign-in')
            OR (seen.active AND seen.role = 'administrator' AND seen.party_class = 'centre') THEN
        SELECT array_agg(g.id) INTO made FROM directory_agency g;
        RETURN made;
    END IF;
    IF seen.active AND seen.role IN ('administrator', 'coordinator') THEN
        SELECT array_agg(g.id) INTO made FROM directory_agency g WHERE g.party = seen.party;
        RETURN made;
    END IF;
    RETURN own_audiences(seen);
END $$;
RESET ROLE;
