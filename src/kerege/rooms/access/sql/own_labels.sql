-- Labels and findability are their owner's: he alone interns them and finds them again, and a label gets its grants only
-- in the transaction that makes it. Who could add a grant to a label that stands would open every record under it; who
-- could intern another owner's label first would decide to whom it opens.

ALTER TABLE access_label ADD COLUMN made_in xid8 NOT NULL DEFAULT pg_current_xact_id();

SET LOCAL ROLE kerege_law;

-- The agencies and desks whose labels the viewer's agency writes.
CREATE FUNCTION own_owners() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    IF NOT seen.active THEN
        RETURN '{}';
    END IF;
    RETURN own_audiences(seen) || own_desks();
END $$;

-- Whether a label is the viewer's own and made in this very transaction.
CREATE FUNCTION being_made(of_label int) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM access_label l WHERE l.id = of_label AND l.owner_audience = ANY (own_owners())
                      AND l.made_in = pg_current_xact_id_if_assigned());
END $$;

REVOKE EXECUTE ON FUNCTION own_owners(), being_made(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION own_owners(), being_made(int) TO kerege_app, kerege_owner;
RESET ROLE;

ALTER TABLE access_label ENABLE ROW LEVEL SECURITY;
ALTER TABLE access_label FORCE ROW LEVEL SECURITY;
CREATE POLICY access_label_read ON access_label FOR SELECT USING (owner_audience = ANY ((SELECT own_owners())::uuid[]));
CREATE POLICY access_label_add ON access_label FOR INSERT
    WITH CHECK (owner_audience = ANY ((SELECT own_owners())::uuid[]) AND made_in = pg_current_xact_id()
        AND owner_party = (SELECT (v).party FROM verified_viewer() v));

ALTER TABLE access_grant ENABLE ROW LEVEL SECURITY;
ALTER TABLE access_grant FORCE ROW LEVEL SECURITY;
CREATE POLICY access_grant_add ON access_grant FOR INSERT WITH CHECK (being_made(label));

ALTER TABLE access_finding ENABLE ROW LEVEL SECURITY;
ALTER TABLE access_finding FORCE ROW LEVEL SECURITY;
CREATE POLICY access_finding_read ON access_finding FOR SELECT
    USING (owner_party = (SELECT (v).party FROM verified_viewer() v WHERE (v).active));
CREATE POLICY access_finding_add ON access_finding FOR INSERT
    WITH CHECK (owner_party = (SELECT (v).party FROM verified_viewer() v WHERE (v).active));
