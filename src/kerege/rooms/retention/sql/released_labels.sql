-- Persons of a record are read by others by its own releases alone, that stand: a label of their rows opens to nobody else, for no
-- other purpose and no longer, leaves out whom their owner leaves out, and is shielded where death may follow. What a release lets
-- out the node's own process asked the law about; and nothing is offered past the gate of its party. Rows that functions of the law
-- write and that a backup brings are not judged here.
SET LOCAL ROLE kerege_law;

-- Whether a label opens the persons of a record to nobody to whom its releases do not.
CREATE FUNCTION opens_as_released(of_label int, of_owner uuid, of_report uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT NOT EXISTS (SELECT FROM access_grant g WHERE g.label = of_label)
        OR (NOT EXISTS (
                SELECT FROM access_grant g WHERE g.label = of_label AND NOT EXISTS (
                    SELECT FROM access_release r
                     WHERE r.owner = of_owner AND r.report = of_report AND r.part = 'nominal' AND r.withdrawn_at IS NULL
                       AND (NOT r.assured OR r.approved_by IS NOT NULL) AND r.audience = g.audience
                       AND g.purposes <@ r.purposes AND coalesce(g.last_day <= r.last_day, r.last_day IS NULL)
                       AND (r.assured OR NOT g.assured)))
            AND EXISTS (
                SELECT FROM access_label l WHERE l.id = of_label AND l.part = 'nominal'
                   AND NOT EXISTS (SELECT FROM records_finding_terms t
                         WHERE t.owner = of_owner AND t.report = of_report AND t.current AND NOT t.forbidden <@ l.forbidden)
                   AND (l.shielded OR NOT EXISTS (SELECT FROM records_subject s
                         WHERE s.owner = of_owner AND s.report = of_report AND s.current
                           AND s.category IN ('suspect', 'convicted', 'contact', 'misused')))))
$$;

CREATE FUNCTION persons_open_as_released() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM access_grant g WHERE g.label IN (SELECT f.label FROM fresh f))
            AND EXISTS (SELECT FROM (SELECT DISTINCT f.label, f.owner, f.report FROM fresh f) f
                WHERE NOT opens_as_released(f.label, f.owner, f.report)) THEN
        RAISE EXCEPTION 'persons are opened by releases alone' USING ERRCODE = '42501';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION persons_stay_as_released() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT opens_as_released(NEW.label, NEW.owner, NEW.report) THEN
        RAISE EXCEPTION 'persons are opened by releases alone' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;

-- The law was asked about a release, for every party that its audience reaches, by the node's own process.
CREATE FUNCTION release_is_the_nodes() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF current_setting('kerege.release', true) IS DISTINCT FROM encode(by_node(format('release|%s|%s|%s|%s|%s|%s|%s|%s|%s', NEW.id,
            NEW.owner, NEW.report, NEW.part, NEW.audience, array_to_string(NEW.purposes, ','), to_char(NEW.last_day, 'YYYY-MM-DD'),
            array_to_string(NEW.lifted, ','), NEW.assured::int)), 'hex') THEN
        RAISE EXCEPTION 'the node does not vouch for this release' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;

-- Whether the viewer's own word is enough to offer a part: the gate of his party says it.
CREATE FUNCTION passes_gate(seen viewer_row, of_part text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce((SELECT CASE CASE of_part WHEN 'facts' THEN p.gate_facts ELSE p.gate_nominal END
               WHEN 'automatic' THEN true WHEN 'desk' THEN seen.role IN ('releasing', 'coordinator')
               WHEN 'coordinator' THEN seen.role = 'coordinator' END
          FROM directory_party p WHERE p.id = seen.party), false)
$$;

CREATE FUNCTION offered_through_gate() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    IF EXISTS (SELECT FROM fresh f WHERE f.nominal_state = 'offered') AND NOT passes_gate(seen, 'nominal')
            OR EXISTS (SELECT FROM fresh f WHERE f.facts_state = 'offered') AND NOT passes_gate(seen, 'facts') THEN
        RAISE EXCEPTION 'the gate of the party needs another officer''s word' USING ERRCODE = '42501';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION offers_through_gate() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    persons boolean := NEW.nominal_state = 'offered' AND OLD.nominal_state <> 'offered';
    facts boolean := NEW.facts_state = 'offered' AND OLD.facts_state <> 'offered';
BEGIN
    IF persons AND NOT passes_gate(seen, 'nominal') OR facts AND NOT persons AND NOT passes_gate(seen, 'facts') THEN
        RAISE EXCEPTION 'the gate of the party needs another officer''s word' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;

REVOKE EXECUTE ON FUNCTION opens_as_released(int, uuid, uuid), persons_open_as_released(), persons_stay_as_released(),
    release_is_the_nodes(), passes_gate(viewer_row, text), offered_through_gate(), offers_through_gate() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION persons_open_as_released(), persons_stay_as_released(), release_is_the_nodes(),
    offered_through_gate(), offers_through_gate() TO kerege_owner;
RESET ROLE;

DO $$
DECLARE
    named text;
BEGIN
    FOREACH named IN ARRAY ARRAY['records_nominal', 'records_subject', 'records_identifier', 'records_link', 'records_reason',
            'crosscheck_entry'] LOOP
        EXECUTE format('CREATE TRIGGER %I AFTER INSERT ON %I REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT'
            ' WHEN (current_user = ''kerege_app'') EXECUTE FUNCTION persons_open_as_released()', named || '_released', named);
        EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OF label ON %I FOR EACH ROW'
            ' WHEN (current_user = ''kerege_app'' AND NEW.label IS DISTINCT FROM OLD.label)'
            ' EXECUTE FUNCTION persons_stay_as_released()', named || '_stays_released', named);
    END LOOP;
END $$;
CREATE TRIGGER access_release_vouched BEFORE INSERT ON access_release
    FOR EACH ROW WHEN (current_user = 'kerege_app') EXECUTE FUNCTION release_is_the_nodes();
CREATE TRIGGER records_report_gated AFTER INSERT ON records_report REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT WHEN (current_user = 'kerege_app') EXECUTE FUNCTION offered_through_gate();
CREATE TRIGGER records_report_offered BEFORE UPDATE OF facts_state, nominal_state ON records_report
    FOR EACH ROW WHEN (current_user = 'kerege_app' AND (NEW.facts_state IS DISTINCT FROM OLD.facts_state
        OR NEW.nominal_state IS DISTINCT FROM OLD.nominal_state)) EXECUTE FUNCTION offers_through_gate();
