-- Up to which level a party reads is the registry's word; what it prints beside the level is its own.

GRANT UPDATE (level, official_use_words) ON directory_party TO kerege_app;
CREATE OR REPLACE FUNCTION party_hands() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    founding boolean;
BEGIN
    IF current_user <> 'kerege_app' THEN
        RETURN NEW;
    END IF;
    founding := (verified_viewer()).system = 'found-node';
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
