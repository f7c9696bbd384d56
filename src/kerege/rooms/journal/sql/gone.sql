-- Of these leaves, which a process of the node committed, those that stand no more: it tells the log of security events.
SET LOCAL ROLE kerege_law;
CREATE FUNCTION journal_gone(leaves uuid[]) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE STRICT SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM journal_keeping();
    RETURN QUERY SELECT w.id FROM unnest(leaves) AS w(id) WHERE NOT EXISTS (SELECT FROM journal_leaf l WHERE l.id = w.id);
END $$;
REVOKE EXECUTE ON FUNCTION journal_gone(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION journal_gone(uuid[]) TO kerege_app;
RESET ROLE;
