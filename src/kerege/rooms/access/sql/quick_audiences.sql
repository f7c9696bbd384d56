-- As in law.sql: the viewer's agency with those it succeeded, and his desk. Every statement of every page asks; planned
-- once for a connection, and without the walk where his agency succeeded nobody.
SET LOCAL ROLE kerege_law;
CREATE OR REPLACE FUNCTION own_audiences(seen viewer_row) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    own uuid[] := ARRAY[seen.agency];
BEGIN
    IF EXISTS (SELECT FROM directory_agency g WHERE g.successor = seen.agency) THEN
        WITH RECURSIVE line(agency) AS (
            SELECT seen.agency
            UNION
            SELECT g.id FROM directory_agency g JOIN line ON g.successor = line.agency
        )
        SELECT array_agg(agency) INTO own FROM line;
    END IF;
    RETURN own || seen.desk;
END $$;
RESET ROLE;
