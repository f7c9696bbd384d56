-- The law in SQL: who the viewer is, which labels he holds, what he may find. Twin of kernel/law/decision.py.
-- Owned by role kerege_law (no log-in, BYPASSRLS), which may read the directory, the labels and the key, nothing else.

CREATE TABLE access_key (
    one boolean PRIMARY KEY CHECK (one),
    inner_pad bytea NOT NULL,
    outer_pad bytea NOT NULL
);
REVOKE ALL ON access_key FROM PUBLIC;

CREATE TYPE viewer_row AS (
    officer uuid, hat uuid, desk uuid, agency uuid, party uuid, party_class text,
    role text, purpose text, day date, level smallint, system text, active boolean
);

CREATE FUNCTION verified_viewer() RETURNS viewer_row
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    raw text := current_setting('kerege.viewer', true);
    content text; signed jsonb; key access_key; seen viewer_row;
BEGIN
    IF coalesce(raw, '') = '' THEN
        RAISE EXCEPTION 'no viewer' USING ERRCODE = '42501', HINT = 'open viewing(viewer) first';
    END IF;
    content := substr(raw, 65);
    SELECT * INTO key FROM access_key;
    IF key IS NULL OR encode(sha256(key.outer_pad || sha256(key.inner_pad || convert_to(content, 'UTF8'))), 'hex')
            IS DISTINCT FROM left(raw, 64) THEN
        RAISE EXCEPTION 'the viewer context is not signed by this node' USING ERRCODE = '42501';
    END IF;
    signed := content::jsonb;
    IF (signed->>'pid')::int <> pg_backend_pid() OR signed->>'begun' <> transaction_timestamp()::text THEN
        RAISE EXCEPTION 'the viewer context belongs to another transaction' USING ERRCODE = '42501';
    END IF;
    SELECT o.id, a.id, d.id, g.id, p.id, p.party_class, a.role, signed->>'purpose', (signed->>'day')::date, p.level, '',
           a.since <= (signed->>'day')::date AND coalesce(a.until >= (signed->>'day')::date, true)
           AND p.since <= (signed->>'day')::date AND coalesce(p.until >= (signed->>'day')::date, true)
           AND (a.role <> 'liaison' OR p.party_class <> 'centre' OR EXISTS (
                SELECT FROM directory_accreditation c WHERE c.officer = o.id
                AND (signed->>'day')::date BETWEEN c.since AND c.until))
      INTO seen
      FROM directory_appointment a
      JOIN directory_officer o ON o.id = a.officer
      JOIN directory_desk d ON d.id = a.desk
      JOIN directory_agency g ON g.id = d.agency
      JOIN directory_party p ON p.id = g.party
     WHERE a.id = (signed->>'hat')::uuid AND o.id = (signed->>'officer')::uuid;
    IF NOT FOUND THEN
        IF coalesce(signed->>'system', '') = '' THEN
            RAISE EXCEPTION 'the viewer wears no such hat' USING ERRCODE = '42501';
        END IF;
        seen.officer := (signed->>'officer')::uuid;
        seen.purpose := signed->>'purpose';
        seen.day := (signed->>'day')::date;
        seen.active := false;
    END IF;
    seen.system := coalesce(signed->>'system', '');
    RETURN seen;
END $$;

CREATE FUNCTION own_audiences(seen viewer_row) RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH RECURSIVE line(agency) AS (
        SELECT seen.agency
        UNION
        SELECT g.id FROM directory_agency g JOIN line ON g.successor = line.agency
    )
    SELECT array_agg(agency) || seen.desk FROM line
$$;

CREATE FUNCTION held_audiences(seen viewer_row) RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT own_audiences(seen) || seen.party || coalesce(array_agg(DISTINCT m.audience), '{}')
      FROM directory_membership m
     WHERE m.member = ANY (own_audiences(seen) || seen.party)
       AND m.since <= seen.day AND coalesce(m.until >= seen.day, true)
$$;

CREATE FUNCTION estranged_parties(seen viewer_row) RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(p.id), '{}') FROM directory_party p
     WHERE p.id <> seen.party AND EXISTS (
        SELECT FROM directory_suspension s WHERE s.lifted_at IS NULL AND (
            (s.by_party = p.id AND coalesce(s.towards, seen.party) = seen.party AND s.direction IN ('to', 'both'))
            OR (s.by_party = seen.party AND coalesce(s.towards, p.id) = p.id AND s.direction IN ('from', 'both'))))
$$;

CREATE FUNCTION nominal_parties(on_day date) RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT newest.party), '{}') FROM (
        SELECT DISTINCT ON (agreement, party) agreement, party, state
          FROM directory_agreement_status WHERE since <= on_day ORDER BY agreement, party, since DESC, id
    ) newest
    JOIN directory_agreement_permission m ON m.agreement = newest.agreement AND m.permission = 'nominal_exchange'
    WHERE newest.state = 'in_force'
$$;

CREATE FUNCTION imposes_death(of_party uuid, on_day date) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM directory_party_fact f WHERE f.party = of_party
        AND f.fact = 'death_penalty_for_drug_offences' AND f.since <= on_day AND coalesce(f.until >= on_day, true))
$$;

-- Every label the viewer of this transaction may read; evaluated once a statement by the row policies.
CREATE FUNCTION held_labels() RETURNS int[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    own uuid[]; held uuid[]; closed uuid[]; nominal uuid[]; exposed boolean; made int[];
BEGIN
    IF NOT seen.active OR seen.role IN ('administrator', 'auditor') THEN
        RETURN '{}';
    END IF;
    own := own_audiences(seen);
    held := held_audiences(seen);
    closed := estranged_parties(seen);
    nominal := nominal_parties(seen.day);
    exposed := imposes_death(seen.party, seen.day);
    SELECT coalesce(array_agg(l.id), '{}') INTO made FROM (
        SELECT l.id FROM access_label l WHERE l.owner_audience = ANY (own) AND l.level < 2
        UNION
        SELECT l.id FROM access_grant g JOIN access_label l ON l.id = g.label
         WHERE g.audience = ANY (held)
           AND seen.purpose = ANY (g.purposes)
           AND seen.purpose <> 'own_work'
           AND (g.last_day IS NULL OR g.last_day >= seen.day)
           AND l.level < 2 AND l.level <= seen.level
           AND NOT (seen.party = ANY (l.forbidden))
           AND NOT (l.owner_party = ANY (closed))
           AND (seen.party_class NOT IN ('observer_state', 'observer_organisation') OR seen.role = 'representative')
           AND (l.part <> 'nominal' OR l.owner_party = seen.party OR ARRAY[seen.party, l.owner_party] <@ nominal)
           AND (g.assured OR NOT (l.shielded AND exposed AND l.owner_party <> seen.party))
    ) l;
    RETURN made;
END $$;

-- Each findability with what the viewer learns of parts under it: 3 open, 2 hit, 1 silent; none is left out.
CREATE FUNCTION held_findings() RETURNS TABLE (finding int, mode smallint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    closed uuid[]; nominal uuid[]; exposed boolean;
BEGIN
    IF NOT seen.active OR seen.purpose = 'own_work'
       OR seen.role NOT IN ('post', 'desk', 'releasing', 'analyst', 'chemist', 'liaison', 'duty', 'representative') THEN
        RETURN;
    END IF;
    closed := estranged_parties(seen);
    nominal := nominal_parties(seen.day);
    exposed := imposes_death(seen.party, seen.day);
    RETURN QUERY SELECT f.id, f.mode FROM (
        SELECT a.id, a.owner_party, a.forbidden, a.shielded,
               CASE WHEN seen.party_class IN ('member', 'centre') THEN a.members
                    WHEN seen.party_class IN ('observer_state', 'observer_organisation') AND seen.role = 'representative'
                        THEN a.observers
                    WHEN seen.party_class = 'organisation' THEN a.organisations
                    ELSE 0::smallint END AS mode
          FROM access_finding a
    ) f
    WHERE f.mode > 0
      AND NOT (seen.party = ANY (f.forbidden))
      AND NOT (f.owner_party = ANY (closed))
      AND (f.owner_party = seen.party OR ARRAY[seen.party, f.owner_party] <@ nominal)
      AND NOT (f.shielded AND exposed AND f.owner_party <> seen.party);
END $$;

-- The desks whose rows the viewer's agency may write; the twin of `ownership_rule`.
CREATE FUNCTION own_desks() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    made uuid[];
BEGIN
    IF NOT seen.active THEN
        RETURN '{}';
    END IF;
    SELECT coalesce(array_agg(d.id), '{}') INTO made FROM directory_desk d WHERE d.agency = ANY (own_audiences(seen));
    RETURN made;
END $$;

-- Whether the directory may be written: an administrator, a coordinator's suspension, or the founding of a node.
CREATE FUNCTION may_administer() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    RETURN (seen.active AND seen.role = 'administrator') OR seen.system = 'found-node';
END $$;

-- Whether there is a verified viewer at all; raises otherwise.
CREATE FUNCTION someone_views() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (verified_viewer()).purpose IS NOT NULL;
END $$;

-- The agencies for whose records the viewer may ask an account; officers of these are readable by name.
CREATE FUNCTION account_agencies() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    made uuid[];
BEGIN
    IF NOT seen.active OR seen.role NOT IN ('data_protection', 'auditor', 'coordinator', 'releasing') THEN
        RETURN '{}';
    END IF;
    IF seen.role = 'coordinator' THEN
        SELECT array_agg(g.id) INTO made FROM directory_agency g WHERE g.party = seen.party;
        RETURN made;
    END IF;
    RETURN own_audiences(seen);
END $$;

-- The agencies whose officers the viewer may see by name: his own; all for an administrator and at sign-in.
CREATE FUNCTION officers_of() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    made uuid[];
BEGIN
    IF seen.system IN ('found-node', 'sign-in') OR (seen.active AND seen.role = 'administrator') THEN
        SELECT array_agg(g.id) INTO made FROM directory_agency g;
        RETURN made;
    END IF;
    RETURN own_audiences(seen);
END $$;

GRANT USAGE, CREATE ON SCHEMA public TO kerege_law;
GRANT SELECT ON directory_party, directory_agency, directory_desk, directory_officer, directory_appointment,
    directory_accreditation, directory_membership, directory_suspension, directory_agreement_status,
    directory_agreement_permission, directory_party_fact, access_label, access_grant, access_finding, access_key
    TO kerege_law;

REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;
GRANT EXECUTE ON FUNCTION verified_viewer(), held_labels(), held_findings(), own_desks(), may_administer(),
    someone_views(), account_agencies(), officers_of() TO kerege_app, kerege_search, kerege_law;
GRANT EXECUTE ON FUNCTION own_audiences(viewer_row), held_audiences(viewer_row), estranged_parties(viewer_row),
    nominal_parties(date), imposes_death(uuid, date) TO kerege_app, kerege_search, kerege_law;

-- Ownership goes last: who no longer owns a function revokes nothing.
ALTER FUNCTION verified_viewer() OWNER TO kerege_law;
ALTER FUNCTION own_audiences(viewer_row) OWNER TO kerege_law;
ALTER FUNCTION held_audiences(viewer_row) OWNER TO kerege_law;
ALTER FUNCTION estranged_parties(viewer_row) OWNER TO kerege_law;
ALTER FUNCTION nominal_parties(date) OWNER TO kerege_law;
ALTER FUNCTION imposes_death(uuid, date) OWNER TO kerege_law;
ALTER FUNCTION held_labels() OWNER TO kerege_law;
ALTER FUNCTION held_findings() OWNER TO kerege_law;
ALTER FUNCTION own_desks() OWNER TO kerege_law;
ALTER FUNCTION may_administer() OWNER TO kerege_law;
ALTER FUNCTION someone_views() OWNER TO kerege_law;
ALTER FUNCTION account_agencies() OWNER TO kerege_law;
ALTER FUNCTION officers_of() OWNER TO kerege_law;

-- Migrations write policies that call these, so their role may execute them; it sees nothing by that.
SET LOCAL ROLE kerege_law;
GRANT EXECUTE ON FUNCTION verified_viewer(), held_labels(), held_findings(), own_desks(), may_administer(),
    someone_views(), account_agencies(), officers_of(), own_audiences(viewer_row), held_audiences(viewer_row),
    estranged_parties(viewer_row), nominal_parties(date), imposes_death(uuid, date) TO kerege_owner;
RESET ROLE;

-- Role app interns labels by digest and learns nothing else of them.
GRANT SELECT (id, digest), INSERT ON access_label, access_finding TO kerege_app;
GRANT INSERT ON access_grant TO kerege_app;
GRANT SELECT, UPDATE ON access_epoch TO kerege_app;
INSERT INTO access_epoch (id, number) VALUES (1, 0);
