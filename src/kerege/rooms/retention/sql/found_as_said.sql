-- Persons are found by others as the table of the law, their owner's terms and the state of their part say, and no nearer, whatever
-- findability somebody's SQL makes. The table is access/rules.py's and a test compares. An entry of the search is found as a person
-- of its record, or not at all. Rows that functions of the law write and that a backup brings are not judged here.
SET LOCAL ROLE kerege_law;

-- Whether others find by it a person of this category no nearer than they may.
CREATE FUNCTION found_as_said(of_finding int, of_owner uuid, of_report uuid, category text, covert boolean, integrity boolean)
RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM access_finding f
         WHERE f.id = of_finding AND (greatest(f.members, f.observers, f.organisations) = 0
            OR (f.organisations = 0
                AND f.members <= CASE WHEN integrity OR category IN ('victim', 'witness') THEN 0
                    WHEN covert OR category IN ('contact', 'unwitting') THEN 1 ELSE 2 END
                AND f.observers <= CASE WHEN integrity OR covert
                    OR category IN ('victim', 'witness', 'contact', 'unwitting', 'misused') THEN 0 ELSE 1 END
                AND EXISTS (SELECT FROM records_report r
                     WHERE r.owner = of_owner AND r.id = of_report AND r.nominal_state = 'offered')
                AND NOT EXISTS (SELECT FROM records_finding_terms t
                     WHERE t.owner = of_owner AND t.report = of_report
                       AND (greatest(f.members, f.observers) > t.closest_mode OR NOT t.forbidden <@ f.forbidden)
                       AND (t.current OR t.version = (SELECT v.id FROM records_version v
                             WHERE v.owner = of_owner AND v.report = of_report
                             ORDER BY v.number DESC, v.step DESC, v.turn DESC LIMIT 1)))
                AND (f.shielded OR NOT EXISTS (SELECT FROM records_subject s
                     WHERE s.owner = of_owner AND s.report = of_report AND s.current
                       AND s.category IN ('suspect', 'convicted', 'contact', 'misused'))))))
$$;

CREATE FUNCTION subjects_found_as_said() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM fresh f WHERE f.current AND NOT found_as_said(f.finding, f.owner, f.report, f.category,
            coalesce((f.content ->> 'covert')::boolean, false), coalesce((f.content ->> 'integrity')::boolean, false))) THEN
        RAISE EXCEPTION 'persons are found as their terms say' USING ERRCODE = '42501';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION subject_stays_found() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT found_as_said(NEW.finding, NEW.owner, NEW.report, NEW.category,
            coalesce((NEW.content ->> 'covert')::boolean, false), coalesce((NEW.content ->> 'integrity')::boolean, false)) THEN
        RAISE EXCEPTION 'persons are found as their terms say' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;

-- Whether an entry is found as a person of its record is.
CREATE FUNCTION found_as_a_subject(of_finding int, of_owner uuid, of_report uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM access_finding f
                    WHERE f.id = of_finding AND greatest(f.members, f.observers, f.organisations) = 0)
        OR EXISTS (SELECT FROM records_subject s
                    WHERE s.owner = of_owner AND s.report = of_report AND s.current AND NOT s.challenged
                      AND s.finding = of_finding)
$$;

CREATE FUNCTION entries_found_as_said() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM fresh f WHERE NOT found_as_a_subject(f.finding, f.owner, f.report)) THEN
        RAISE EXCEPTION 'an entry is found as a person of its record' USING ERRCODE = '42501';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION entry_stays_found() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT found_as_a_subject(NEW.finding, NEW.owner, NEW.report) THEN
        RAISE EXCEPTION 'an entry is found as a person of its record' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION found_as_said(int, uuid, uuid, text, boolean, boolean), subjects_found_as_said(), subject_stays_found(),
    found_as_a_subject(int, uuid, uuid), entries_found_as_said(), entry_stays_found() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION subjects_found_as_said(), subject_stays_found(), entries_found_as_said(), entry_stays_found()
    TO kerege_owner;
RESET ROLE;

CREATE TRIGGER records_subject_said AFTER INSERT ON records_subject REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT
    WHEN (current_user = 'kerege_app') EXECUTE FUNCTION subjects_found_as_said();
CREATE TRIGGER records_subject_stays_said BEFORE UPDATE OF finding ON records_subject FOR EACH ROW
    WHEN (current_user = 'kerege_app' AND NEW.current AND NEW.finding IS DISTINCT FROM OLD.finding)
    EXECUTE FUNCTION subject_stays_found();
CREATE TRIGGER crosscheck_entry_said AFTER INSERT ON crosscheck_entry REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT
    WHEN (current_user = 'kerege_app') EXECUTE FUNCTION entries_found_as_said();
CREATE TRIGGER crosscheck_entry_stays_said BEFORE UPDATE OF finding ON crosscheck_entry FOR EACH ROW
    WHEN (current_user = 'kerege_app' AND NEW.finding IS DISTINCT FROM OLD.finding) EXECUTE FUNCTION entry_stays_found();
