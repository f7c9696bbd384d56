-- A version is handed in by the node's own process, which signed it: the word is over its signature, so over all that binds. SQL that
-- slipped into a visit gives no word, and so adds no version with looser terms.
ALTER TABLE records_version ALTER COLUMN vouched SET DEFAULT '';
SET LOCAL ROLE kerege_law;
CREATE FUNCTION vouched_version() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.vouched IS DISTINCT FROM by_node(format('version|%s|%s|%s|%s', NEW.id, NEW.owner, NEW.report,
            encode(NEW.signature, 'hex'))) THEN
        RAISE EXCEPTION 'the node does not vouch for this version' USING ERRCODE = '42501';
    END IF;
    NEW.vouched := '';
    RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION vouched_version() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION vouched_version() TO kerege_owner;
RESET ROLE;
CREATE TRIGGER records_version_vouched BEFORE INSERT ON records_version
    FOR EACH ROW WHEN (current_user IN ('kerege_app', 'kerege_search')) EXECUTE FUNCTION vouched_version();
