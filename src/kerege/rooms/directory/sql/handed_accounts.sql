-- Who signs in as whom is written by the node's own process alone: it vouches for an account and for a token by the key of viewer
-- contexts, which SQL that slipped into a visit does not hold. Of a token nothing changes but that it ends, once.
ALTER TABLE directory_account ALTER COLUMN vouched SET DEFAULT '';
ALTER TABLE directory_access_token ALTER COLUMN vouched SET DEFAULT '';
REVOKE UPDATE ON directory_access_token FROM kerege_app;
GRANT UPDATE (revoked_at) ON directory_access_token TO kerege_app;
SET LOCAL ROLE kerege_law;

CREATE FUNCTION handed_account() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF ROW(NEW.id, NEW.username, NEW.password, NEW.is_active, NEW.must_change, NEW.awaits_from, NEW.email)
            IS DISTINCT FROM ROW(OLD.id, OLD.username, OLD.password, OLD.is_active, OLD.must_change, OLD.awaits_from, OLD.email)
       AND NEW.vouched IS DISTINCT FROM by_node(format('account|%s|%s|%s|%s|%s|%s|%s', NEW.id, NEW.username, NEW.password,
            NEW.is_active, NEW.must_change, NEW.awaits_from, NEW.email)) THEN
        RAISE EXCEPTION 'the node does not vouch for this account' USING ERRCODE = '42501';
    END IF;
    NEW.vouched := '';
    RETURN NEW;
END $$;

CREATE FUNCTION handed_token() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF OLD.revoked_at IS NOT NULL OR (OLD.id IS NULL AND NEW.vouched IS DISTINCT FROM by_node(
            format('token|%s|%s|%s|%s', NEW.id, encode(NEW.digest, 'hex'), NEW.account, NEW.hat))) THEN
        RAISE EXCEPTION 'the node does not vouch for this token' USING ERRCODE = '42501';
    END IF;
    NEW.vouched := '';
    RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION handed_account(), handed_token() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION handed_account(), handed_token() TO kerege_owner;
RESET ROLE;

CREATE TRIGGER directory_account_handed BEFORE INSERT OR UPDATE ON directory_account
    FOR EACH ROW WHEN (current_user IN ('kerege_app', 'kerege_search')) EXECUTE FUNCTION handed_account();
CREATE TRIGGER directory_access_token_handed BEFORE INSERT OR UPDATE ON directory_access_token
    FOR EACH ROW WHEN (current_user IN ('kerege_app', 'kerege_search')) EXECUTE FUNCTION handed_token();
