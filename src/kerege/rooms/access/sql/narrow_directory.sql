-- What role app may change of the directory, column by column: what a party is, whose a desk is and which role a hat is
-- are given once. A row policy cannot tell one column from another, so what different hands change is told by triggers.

REVOKE UPDATE ON directory_party, directory_party_fact, directory_agency, directory_desk, directory_officer,
    directory_appointment, directory_accreditation, directory_agreement, directory_agreement_permission,
    directory_agreement_status, directory_membership, directory_group, directory_suspension FROM kerege_app;
GRANT UPDATE (until, gate_facts, gate_nominal, coordinating_agency) ON directory_party TO kerege_app;
GRANT UPDATE (abolished_on, successor) ON directory_agency TO kerege_app;
GRANT UPDATE (closed_on) ON directory_desk TO kerege_app;
GRANT UPDATE (until) ON directory_party_fact, directory_appointment, directory_accreditation, directory_membership
    TO kerege_app;
GRANT UPDATE (lifted_at) ON directory_suspension TO kerege_app;

-- A party's status is the registry's word, its gates are its coordinator's.
CREATE FUNCTION party_hands() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    founding boolean;
BEGIN
    IF current_user <> 'kerege_app' THEN
        RETURN NEW;
    END IF;
    founding := (verified_viewer()).system = 'found-node';
    IF NEW.until IS DISTINCT FROM OLD.until AND NOT keeps_registry() THEN
        RAISE EXCEPTION 'the status of a party is changed by the registry' USING ERRCODE = '42501';
    END IF;
    IF (NEW.gate_facts, NEW.gate_nominal) IS DISTINCT FROM (OLD.gate_facts, OLD.gate_nominal)
            AND NOT (coordinates(NEW.id) OR founding) THEN
        RAISE EXCEPTION 'the gates of a party are changed by its coordinator' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER party_hands BEFORE UPDATE ON directory_party FOR EACH ROW EXECUTE FUNCTION party_hands();

-- Records pass from one agency to another by the word of the party's coordinator, inside the party.
CREATE FUNCTION agency_hands() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF current_user <> 'kerege_app' OR NEW.successor IS NOT DISTINCT FROM OLD.successor THEN
        RETURN NEW;
    END IF;
    IF NOT (coordinates(NEW.party) OR (verified_viewer()).system = 'found-node') THEN
        RAISE EXCEPTION 'a succession is recorded by the coordinator of the party' USING ERRCODE = '42501';
    END IF;
    IF NEW.successor IS NOT NULL AND NOT EXISTS (
            SELECT FROM directory_agency g WHERE g.id = NEW.successor AND g.party = NEW.party AND g.id <> NEW.id) THEN
        RAISE EXCEPTION 'the successor is another agency of the same party' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER agency_hands BEFORE UPDATE ON directory_agency FOR EACH ROW EXECUTE FUNCTION agency_hands();
REVOKE EXECUTE ON FUNCTION party_hands(), agency_hands() FROM PUBLIC;

-- The public list of changes names its officer by his own number and role.
SET LOCAL ROLE kerege_law;
CREATE FUNCTION own_number() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT o.number FROM verified_viewer() v JOIN directory_officer o ON o.id = (v).officer WHERE (v).active
$$;
REVOKE EXECUTE ON FUNCTION own_number() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION own_number() TO kerege_app, kerege_owner;
RESET ROLE;
ALTER POLICY directory_change_add ON directory_change WITH CHECK (
    (SELECT (v).active AND (v).role IN ('administrator', 'coordinator') FROM verified_viewer() v)
    AND by_party = (SELECT (v).party FROM verified_viewer() v) AND by_role = (SELECT (v).role FROM verified_viewer() v)
    AND officer_number = (SELECT own_number()));
