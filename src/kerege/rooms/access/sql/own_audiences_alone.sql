-- In which joint operations and deliveries somebody takes part is nobody else's: `held_audiences` takes any viewer's row, so
-- it is executed by the law alone, and the pages ask here. The node is told all, at signing in; an officer what the
-- directory says of anybody, all of his own agency, and of others the files in which he takes part himself.
SET LOCAL ROLE kerege_law;
CREATE FUNCTION audiences_of(seen viewer_row) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    asks viewer_row := verified_viewer();
    held uuid[] := held_audiences(seen);
    known uuid[];
BEGIN
    IF asks.system <> '' OR seen.agency = ANY (own_audiences(asks)) THEN
        RETURN held;
    END IF;
    known := held_audiences(asks);
    RETURN ARRAY(SELECT a.audience FROM unnest(held) a(audience)
                  WHERE a.audience = ANY (known)
                     OR NOT EXISTS (SELECT FROM operations_member m WHERE m.audience = a.audience));
END $$;
REVOKE EXECUTE ON FUNCTION held_audiences(viewer_row) FROM kerege_app, kerege_search;
REVOKE EXECUTE ON FUNCTION audiences_of(viewer_row) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audiences_of(viewer_row) TO kerege_app, kerege_owner;
RESET ROLE;
