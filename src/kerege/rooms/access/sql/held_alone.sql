-- Long work of one desk, or of the node's screening, that runs once at a time: held by a session across its transactions, and
-- gone with it. Locks of sessions are otherwise nobody's: who held one that the node waits for would stop it.
SET LOCAL ROLE kerege_law;

CREATE FUNCTION hold_alone(wanted uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    RETURN (seen.system = 'screening' OR wanted = ANY (own_desks()))
        AND pg_try_advisory_lock(hashtextextended('alone ' || wanted::text, 0));
END $$;

CREATE FUNCTION let_go(held uuid) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT pg_advisory_unlock(hashtextextended('alone ' || held::text, 0))
$$;
REVOKE EXECUTE ON FUNCTION hold_alone(uuid), let_go(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hold_alone(uuid), let_go(uuid) TO kerege_app, kerege_owner;
RESET ROLE;
