-- A leaf, what it tells and a cosignature are handed in by the node's own process: it vouches for each row by the key of viewer
-- contexts, which SQL that slipped into a visit does not hold. One mention more than a leaf committed to would keep the leaf out
-- of the tree for ever, and one on another's leaf would make the journal look bent.
ALTER TABLE journal_leaf ALTER COLUMN vouched SET DEFAULT '';
ALTER TABLE journal_mention ALTER COLUMN vouched SET DEFAULT '';
ALTER TABLE journal_cosignature ALTER COLUMN vouched SET DEFAULT '';
SET LOCAL ROLE kerege_law;

CREATE FUNCTION by_node(about text) RETURNS bytea
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT sha256(k.outer_pad || sha256(k.inner_pad || convert_to('vouched|' || about, 'UTF8'))) FROM access_key k
$$;

CREATE FUNCTION vouched_leaf() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.vouched IS DISTINCT FROM by_node(format('leaf|%s|%s|%s', NEW.id, encode(NEW.signature, 'hex'),
            encode(NEW.told, 'hex'))) THEN
        RAISE EXCEPTION 'the node does not vouch for this leaf' USING ERRCODE = '42501';
    END IF;
    NEW.vouched := '';
    RETURN NEW;
END $$;

CREATE FUNCTION vouched_mention() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.vouched IS DISTINCT FROM by_node(format('mention|%s|%s|%s|%s|%s|%s', NEW.id, NEW.leaf, NEW.owner,
            NEW.owner_agency, NEW.record, NEW.kind)) THEN
        RAISE EXCEPTION 'the node does not vouch for this mention' USING ERRCODE = '42501';
    END IF;
    NEW.vouched := '';
    RETURN NEW;
END $$;

CREATE FUNCTION vouched_cosignature() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.vouched IS DISTINCT FROM by_node(format('cosignature|%s|%s|%s|%s', NEW.size, encode(NEW.public, 'hex'),
            NEW.name, NEW.line)) THEN
        RAISE EXCEPTION 'the node does not vouch for this cosignature' USING ERRCODE = '42501';
    END IF;
    NEW.vouched := '';
    RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION by_node(text), vouched_leaf(), vouched_mention(), vouched_cosignature() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION vouched_leaf(), vouched_mention(), vouched_cosignature() TO kerege_owner;
RESET ROLE;

CREATE TRIGGER journal_leaf_vouched BEFORE INSERT ON journal_leaf
    FOR EACH ROW WHEN (current_user IN ('kerege_app', 'kerege_search')) EXECUTE FUNCTION vouched_leaf();
CREATE TRIGGER journal_mention_vouched BEFORE INSERT ON journal_mention
    FOR EACH ROW WHEN (current_user IN ('kerege_app', 'kerege_search')) EXECUTE FUNCTION vouched_mention();
CREATE TRIGGER journal_cosignature_vouched BEFORE INSERT ON journal_cosignature
    FOR EACH ROW WHEN (current_user IN ('kerege_app', 'kerege_search')) EXECUTE FUNCTION vouched_cosignature();
