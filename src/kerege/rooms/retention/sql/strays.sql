-- Bytes on the disk that no attachment names: a process was killed between writing them and its commit, or between a
-- commit that took the row away and removing them. The node alone asks, under the system act `keep-time`.
SET LOCAL ROLE kerege_law;
CREATE FUNCTION retention_strays(names text[]) RETURNS SETOF text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM retention_keeping();
    RETURN QUERY SELECT n.name FROM unnest(names) AS n(name)
     WHERE NOT EXISTS (SELECT FROM files_attachment a WHERE a.stored_name = n.name AND a.removed_at IS NULL);
END $$;
REVOKE EXECUTE ON FUNCTION retention_strays(text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION retention_strays(text[]) TO kerege_app;
RESET ROLE;
