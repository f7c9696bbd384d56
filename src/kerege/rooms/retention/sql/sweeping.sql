-- Bytes of erased files that still lie on the disk: the node alone asks for their names and strikes what is gone, under
-- the system act `keep-time`. A process of role app that could remove a row would keep the bytes.
ALTER TABLE retention_sweep ENABLE ROW LEVEL SECURITY;
ALTER TABLE retention_sweep FORCE ROW LEVEL SECURITY;
REVOKE ALL ON retention_sweep FROM PUBLIC, kerege_app, kerege_search;
GRANT SELECT, INSERT, DELETE ON retention_sweep TO kerege_law;

-- Names of bytes that are to be removed.
CREATE FUNCTION retention_to_sweep(most int) RETURNS SETOF retention_sweep
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM retention_keeping();
    RETURN QUERY SELECT * FROM retention_sweep s ORDER BY s.id LIMIT most;
END $$;

-- These are gone.
CREATE FUNCTION retention_swept(done uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM retention_keeping();
    DELETE FROM retention_sweep s WHERE s.id = ANY (done);
END $$;

REVOKE EXECUTE ON FUNCTION retention_to_sweep(int), retention_swept(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION retention_to_sweep(int), retention_swept(uuid[]) TO kerege_app;
ALTER FUNCTION retention_to_sweep(int) OWNER TO kerege_law;
ALTER FUNCTION retention_swept(uuid[]) OWNER TO kerege_law;
