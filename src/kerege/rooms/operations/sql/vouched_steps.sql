-- A step of a delivery is handed in by the node's own process, which vouches for it once the machine took it from the officer, under
-- his hat and purpose: what a step gives is claimed by no SQL that slipped into a visit, nor who reads it.
SET LOCAL ROLE kerege_law;
CREATE FUNCTION step_is_the_nodes() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    said text := current_setting('kerege.delivery_step', true);
    told text := substr(said, 65);
BEGIN
    IF left(said, 64) IS DISTINCT FROM encode(by_node(format('delivery step|%s|%s|%s|%s|%s|%s|%s', NEW.id, NEW.delivery, NEW.place,
            NEW.kind, NEW.label, encode(sha256(convert_to(NEW.words, 'UTF8')), 'hex'), told)), 'hex') THEN
        RAISE EXCEPTION 'the node does not vouch for this step' USING ERRCODE = '42501';
    END IF;
    IF told::jsonb IS DISTINCT FROM NEW.given THEN
        RAISE EXCEPTION 'the node does not vouch for what this step gives' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION step_is_the_nodes() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION step_is_the_nodes() TO kerege_owner;
RESET ROLE;

CREATE TRIGGER operations_step_vouched BEFORE INSERT ON operations_delivery_step
    FOR EACH ROW WHEN (current_user = 'kerege_app') EXECUTE FUNCTION step_is_the_nodes();
