-- When the leaf at a place was written: the node asks it of the first that no head covers, so that heads follow the clock.
SET LOCAL ROLE kerege_law;
CREATE FUNCTION journal_at(place bigint) RETURNS timestamptz
LANGUAGE plpgsql STABLE STRICT SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM journal_keeping();
    RETURN (SELECT l.at FROM journal_leaf l WHERE l.position = place);
END $$;
REVOKE EXECUTE ON FUNCTION journal_at(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION journal_at(bigint) TO kerege_app;
RESET ROLE;
