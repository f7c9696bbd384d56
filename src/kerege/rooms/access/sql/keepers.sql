-- Who keeps the directory. The registry (the centre's administrator) keeps what is about parties; a party's own
-- administrator keeps its agencies, desks, officers and hats, the registry only where a party has none in office;
-- a coordinator speaks for his party. Nobody gives himself a hat.

GRANT SELECT ON directory_agency, directory_desk, directory_appointment TO kerege_law;
SET LOCAL ROLE kerege_law;

CREATE FUNCTION keeps_registry() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    RETURN coalesce(seen.system = 'found-node'
        OR (seen.active AND seen.role = 'administrator' AND seen.party_class = 'centre'), false);
END $$;

CREATE FUNCTION keeps_party(of_party uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    IF seen.system = 'found-node' THEN
        RETURN true;
    END IF;
    IF NOT seen.active OR seen.role <> 'administrator' THEN
        RETURN false;
    END IF;
    RETURN coalesce(seen.party = of_party OR (seen.party_class = 'centre' AND NOT EXISTS (
        SELECT FROM directory_appointment a
          JOIN directory_desk d ON d.id = a.desk
          JOIN directory_agency g ON g.id = d.agency
         WHERE g.party = of_party AND a.role = 'administrator'
           AND a.since <= seen.day AND coalesce(a.until >= seen.day, true))), false);
END $$;

CREATE FUNCTION keeps_agency(of_agency uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(keeps_party((SELECT g.party FROM directory_agency g WHERE g.id = of_agency)), false)
$$;

CREATE FUNCTION keeps_hat(of_desk uuid, of_officer uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(keeps_agency((SELECT d.agency FROM directory_desk d WHERE d.id = of_desk)), false)
       AND of_officer IS DISTINCT FROM (SELECT (v).officer FROM verified_viewer() v)
$$;

CREATE FUNCTION coordinates(of_party uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    RETURN coalesce(seen.active AND seen.role = 'coordinator' AND seen.party = of_party, false);
END $$;

-- An administrator sees the officers of the parties he keeps; the registry all, for accreditation.
CREATE OR REPLACE FUNCTION officers_of() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    made uuid[];
BEGIN
    IF seen.system IN ('found-node', 'sign-in')
            OR (seen.active AND seen.role = 'administrator' AND seen.party_class = 'centre') THEN
        SELECT array_agg(g.id) INTO made FROM directory_agency g;
        RETURN made;
    END IF;
    IF seen.active AND seen.role = 'administrator' THEN
        SELECT array_agg(g.id) INTO made FROM directory_agency g WHERE g.party = seen.party;
        RETURN made;
    END IF;
    RETURN own_audiences(seen);
END $$;

-- Of two states of an agreement from one day, the one recorded later holds.
CREATE OR REPLACE FUNCTION nominal_parties(on_day date) RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT newest.party), '{}') FROM (
        SELECT DISTINCT ON (agreement, party) agreement, party, state
          FROM directory_agreement_status WHERE since <= on_day
         ORDER BY agreement, party, since DESC, recorded_at DESC, id DESC
    ) newest
    JOIN directory_agreement_permission m ON m.agreement = newest.agreement AND m.permission = 'nominal_exchange'
    WHERE newest.state = 'in_force'
$$;

REVOKE EXECUTE ON FUNCTION keeps_registry(), keeps_party(uuid), keeps_agency(uuid), keeps_hat(uuid, uuid),
    coordinates(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION keeps_registry(), keeps_party(uuid), keeps_agency(uuid), keeps_hat(uuid, uuid),
    coordinates(uuid) TO kerege_app, kerege_owner;
RESET ROLE;

DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['directory_party_fact', 'directory_accreditation', 'directory_agreement',
        'directory_agreement_permission', 'directory_membership', 'directory_group'] LOOP
        EXECUTE format('ALTER POLICY %I ON %I WITH CHECK ((SELECT keeps_registry()))', name || '_add', name);
        EXECUTE format('ALTER POLICY %I ON %I USING ((SELECT keeps_registry()))', name || '_change', name);
    END LOOP;
END $$;

ALTER POLICY directory_party_add ON directory_party WITH CHECK ((SELECT keeps_registry()));
ALTER POLICY directory_party_change ON directory_party
    USING ((SELECT keeps_registry()) OR keeps_party(id) OR coordinates(id));
ALTER POLICY directory_agreement_status_add ON directory_agreement_status
    WITH CHECK ((SELECT keeps_registry()) OR coordinates(party));
ALTER POLICY directory_agreement_status_change ON directory_agreement_status USING (false);
ALTER POLICY directory_agency_add ON directory_agency WITH CHECK (keeps_party(party));
ALTER POLICY directory_agency_change ON directory_agency USING (keeps_party(party) OR coordinates(party));
ALTER POLICY directory_desk_add ON directory_desk WITH CHECK (keeps_agency(agency));
ALTER POLICY directory_desk_change ON directory_desk USING (keeps_agency(agency));
ALTER POLICY directory_officer_add ON directory_officer WITH CHECK (keeps_agency(agency));
ALTER POLICY directory_officer_change ON directory_officer USING (keeps_agency(agency));
ALTER POLICY directory_appointment_add ON directory_appointment WITH CHECK (keeps_hat(desk, officer));
ALTER POLICY directory_appointment_change ON directory_appointment USING (keeps_hat(desk, officer));

-- What was changed, for everybody to read: appended by whoever keeps or coordinates, in his own number.
ALTER TABLE directory_change ENABLE ROW LEVEL SECURITY;
ALTER TABLE directory_change FORCE ROW LEVEL SECURITY;
CREATE POLICY directory_change_read ON directory_change FOR SELECT USING ((SELECT someone_views()));
CREATE POLICY directory_change_add ON directory_change FOR INSERT WITH CHECK (
    (SELECT (v).active AND (v).role IN ('administrator', 'coordinator') FROM verified_viewer() v)
    AND by_party = (SELECT (v).party FROM verified_viewer() v));
GRANT SELECT, INSERT ON directory_change TO kerege_app;
GRANT SELECT ON directory_change TO kerege_search;
GRANT ALL ON directory_change TO kerege_keeper;
