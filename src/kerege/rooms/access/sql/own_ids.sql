-- One name space of audiences: who gives a party, an agency, a desk or a group the id that another audience bears would read
-- and write what is the other's. In the audience of a class stand the parties of that class, in no audience of somebody anybody
-- else; a party speaks through an agency of its own. A restore lays back what was once checked.
GRANT SELECT ON directory_group TO kerege_law;
SET LOCAL ROLE kerege_law;

CREATE FUNCTION id_of_its_own() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM directory_party p WHERE p.id = NEW.id)
       OR EXISTS (SELECT FROM directory_agency g WHERE g.id = NEW.id)
       OR EXISTS (SELECT FROM directory_desk d WHERE d.id = NEW.id)
       OR EXISTS (SELECT FROM directory_group x WHERE x.id = NEW.id)
       OR EXISTS (SELECT FROM directory_membership m WHERE m.audience = NEW.id)
       OR EXISTS (SELECT FROM operations_member m WHERE NEW.id IN (m.audience, m.id))
       OR EXISTS (SELECT FROM access_grant t WHERE t.audience = NEW.id) THEN
        RAISE EXCEPTION 'this id is not free' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;

-- The classes' audiences are kernel/law/label.py's CLASS_AUDIENCES and OBSERVERS_WITH_FACTS.
CREATE FUNCTION group_or_class() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    of_class text := CASE NEW.audience
        WHEN 'e447e4ec-1b8e-5ec1-9578-9edfb020fcd0' THEN 'member'
        WHEN '1b0cb069-b3cd-56e2-ae02-f7a687fa6581' THEN 'observer_state'
        WHEN 'c74b4adb-975b-5409-b2f8-1c704e0ca50f' THEN 'observer_organisation'
        WHEN 'f5c637b1-d1bd-5209-9299-cbbe2ea58557' THEN 'organisation'
        WHEN 'dfbeb3d1-bc66-5753-9a6c-e38111b846d5' THEN 'centre'
        WHEN '14e39fad-1292-5e2d-b9a0-93b7ac78a5be' THEN 'correspondent'
        WHEN '2c1ea818-4d88-520e-a44c-39d3fcd376ad' THEN 'invited' END;
BEGIN
    IF NOT EXISTS (SELECT FROM directory_group x WHERE x.id = NEW.audience)
       AND NOT EXISTS (SELECT FROM directory_party p WHERE p.id = NEW.member AND p.party_class = of_class)
       AND NOT (NEW.audience = 'a94de263-cf01-5467-8d13-4397012939be' AND EXISTS (
            SELECT FROM directory_party_fact f WHERE f.party = NEW.member AND f.fact = 'council_granted_facts')) THEN
        RAISE EXCEPTION 'one stands in a group, or in the class of his party' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION id_of_its_own(), group_or_class() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION id_of_its_own(), group_or_class() TO kerege_owner;
RESET ROLE;

CREATE TRIGGER directory_party_id BEFORE INSERT ON directory_party
    FOR EACH ROW WHEN (current_user = 'kerege_app') EXECUTE FUNCTION id_of_its_own();
CREATE TRIGGER directory_agency_id BEFORE INSERT ON directory_agency
    FOR EACH ROW WHEN (current_user = 'kerege_app') EXECUTE FUNCTION id_of_its_own();
CREATE TRIGGER directory_desk_id BEFORE INSERT ON directory_desk
    FOR EACH ROW WHEN (current_user = 'kerege_app') EXECUTE FUNCTION id_of_its_own();
CREATE TRIGGER directory_group_id BEFORE INSERT ON directory_group
    FOR EACH ROW WHEN (current_user = 'kerege_app') EXECUTE FUNCTION id_of_its_own();
CREATE TRIGGER directory_membership_audience BEFORE INSERT ON directory_membership
    FOR EACH ROW WHEN (current_user = 'kerege_app') EXECUTE FUNCTION group_or_class();

-- As in narrow_words.sql; the agency through which a party speaks is one of its own, named by whoever keeps or coordinates it.
CREATE OR REPLACE FUNCTION party_hands() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    founding boolean;
BEGIN
    IF current_user <> 'kerege_app' THEN
        RETURN NEW;
    END IF;
    founding := (verified_viewer()).system = 'found-node';
    IF NEW.coordinating_agency IS DISTINCT FROM OLD.coordinating_agency AND (NOT (keeps_party(NEW.id) OR coordinates(NEW.id))
            OR (NEW.coordinating_agency IS NOT NULL AND NOT EXISTS (
                SELECT FROM directory_agency g WHERE g.id = NEW.coordinating_agency AND g.party = NEW.id))) THEN
        RAISE EXCEPTION 'a party speaks through an agency of its own' USING ERRCODE = '42501';
    END IF;
    IF TG_OP = 'INSERT' THEN
        RETURN NEW;
    END IF;
    IF (NEW.until, NEW.level) IS DISTINCT FROM (OLD.until, OLD.level) AND NOT keeps_registry() THEN
        RAISE EXCEPTION 'the status and the level of a party are changed by the registry' USING ERRCODE = '42501';
    END IF;
    IF (NEW.gate_facts, NEW.gate_nominal) IS DISTINCT FROM (OLD.gate_facts, OLD.gate_nominal)
            AND NOT (coordinates(NEW.id) OR founding) THEN
        RAISE EXCEPTION 'the gates of a party are changed by its coordinator' USING ERRCODE = '42501';
    END IF;
    IF NEW.official_use_words IS DISTINCT FROM OLD.official_use_words
            AND NOT (keeps_party(NEW.id) OR coordinates(NEW.id)) THEN
        RAISE EXCEPTION 'what a party prints is changed by its administrator or coordinator' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;
DROP TRIGGER party_hands ON directory_party;
CREATE TRIGGER party_hands BEFORE INSERT OR UPDATE ON directory_party FOR EACH ROW EXECUTE FUNCTION party_hands();
DROP TRIGGER agency_hands ON directory_agency;
CREATE TRIGGER agency_hands BEFORE INSERT OR UPDATE ON directory_agency FOR EACH ROW EXECUTE FUNCTION agency_hands();
