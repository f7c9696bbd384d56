-- Leaves by their ids that have a position: for proofs to owners, which hold hashes of them alone.

CREATE FUNCTION journal_placed(leaves uuid[]) RETURNS SETOF journal_leaf
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM journal_keeping();
    RETURN QUERY SELECT * FROM journal_leaf l WHERE l.id = ANY (leaves) AND l.position IS NOT NULL;
END $$;
REVOKE EXECUTE ON FUNCTION journal_placed(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION journal_placed(uuid[]) TO kerege_app;
ALTER FUNCTION journal_placed(uuid[]) OWNER TO kerege_law;
