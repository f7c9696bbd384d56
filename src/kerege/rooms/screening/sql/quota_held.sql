-- A party's quota of the month is held where a screening is asked for, one of the party after another, whatever SQL asks. How
-- many rows a list has, and how many a party may screen, the node's own process says: it read the list, and holds the setting.
SET LOCAL ROLE kerege_law;

-- What was compared stays counted, also where the screening was ended before it said so itself.
CREATE OR REPLACE FUNCTION screening_spent(since timestamptz, until timestamptz) RETURNS bigint
LANGUAGE plpgsql VOLATILE STRICT SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    found bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('screening' || seen.party::text, 0));
    SELECT coalesce(sum(r.rows), 0) INTO found FROM screening_run r
     WHERE r.party = seen.party AND r.asked_at >= since AND r.asked_at < until
       AND (r.began_at IS NOT NULL OR r.stage IN ('asked', 'seconded', 'approved'));
    RETURN found;
END $$;

CREATE FUNCTION list_is_the_nodes() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF current_setting('kerege.screening_list', true) IS DISTINCT FROM encode(by_node(format('screening list|%s|%s|%s',
            NEW.id, NEW.rows, encode(NEW.list_hash, 'hex'))), 'hex') THEN
        RAISE EXCEPTION 'the node does not vouch for this list' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;

-- A transaction that sees what stood at its first statement would not see what was asked while it waited for its turn.
CREATE FUNCTION quota_is_held() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    said text[] := string_to_array(current_setting('kerege.screening_quota', true), '|');
    month timestamp := date_trunc('month', NEW.asked_at AT TIME ZONE 'UTC');
BEGIN
    IF said[2] IS DISTINCT FROM encode(by_node(format('screening quota|%s|%s', NEW.id, said[1])), 'hex') THEN
        RAISE EXCEPTION 'the node does not vouch for this quota' USING ERRCODE = '42501';
    END IF;
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'a quota is held over what stands now' USING ERRCODE = '42501';
    END IF;
    IF screening_spent(month AT TIME ZONE 'UTC', (month + interval '1 month') AT TIME ZONE 'UTC') + NEW.rows > said[1]::bigint THEN
        RAISE EXCEPTION 'the quota of this month is used up' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION list_is_the_nodes(), quota_is_held() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION list_is_the_nodes(), quota_is_held() TO kerege_owner;
RESET ROLE;

CREATE TRIGGER screening_run_vouched BEFORE INSERT ON screening_run
    FOR EACH ROW WHEN (current_user = 'kerege_app') EXECUTE FUNCTION list_is_the_nodes();
CREATE TRIGGER screening_run_within BEFORE UPDATE ON screening_run
    FOR EACH ROW WHEN (current_user = 'kerege_app' AND NEW.stage = 'asked' AND OLD.stage <> 'asked')
    EXECUTE FUNCTION quota_is_held();
