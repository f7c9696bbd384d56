-- What erasing, backups and permissions know by its id alone bears an id of its own. Keys carry the owner, so that nobody's row
-- collides with another's unseen; yet who gave a record, a request or an inquiry of his own the id of somebody else's and then
-- had his own erased, silenced or closed took the other's hits, files, salts and key of backups along. Ids are drawn by chance
-- (122 bits): that one is not free tells him nothing who did not hold it. What stands beside a record stands beside one's own.
-- What a backup brings is not judged here.
GRANT SELECT ON bulletins_edition TO kerege_law;
SET LOCAL ROLE kerege_law;

CREATE FUNCTION id_is_new() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
DECLARE
    own text := TG_TABLE_NAME;
BEGIN
    IF EXISTS (SELECT FROM fresh f WHERE
           EXISTS (SELECT FROM records_report x WHERE x.id = f.id OFFSET (own = 'records_report')::int)
        OR EXISTS (SELECT FROM requests_copy x WHERE x.thread = f.id)
        OR EXISTS (SELECT FROM operations_delivery x WHERE x.id = f.id OFFSET (own = 'operations_delivery')::int)
        OR EXISTS (SELECT FROM operations_operation x WHERE x.id = f.id OFFSET (own = 'operations_operation')::int)
        OR EXISTS (SELECT FROM deconfliction_event x WHERE x.id = f.id OFFSET (own = 'deconfliction_event')::int)
        OR EXISTS (SELECT FROM deconfliction_crossing x WHERE x.id = f.id)
        OR EXISTS (SELECT FROM retention_inquiry x WHERE x.id = f.id OFFSET (own = 'retention_inquiry')::int)
        OR EXISTS (SELECT FROM screening_run x WHERE x.id = f.id OFFSET (own = 'screening_run')::int)
        OR EXISTS (SELECT FROM bulletins_edition x WHERE x.id = f.id OFFSET (own = 'bulletins_edition')::int)) THEN
        RAISE EXCEPTION 'this id is not free' USING ERRCODE = '42501';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION thread_is_new() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM records_report x WHERE x.id = NEW.thread)
       OR EXISTS (SELECT FROM operations_delivery x WHERE x.id = NEW.thread)
       OR EXISTS (SELECT FROM operations_operation x WHERE x.id = NEW.thread)
       OR EXISTS (SELECT FROM deconfliction_event x WHERE x.id = NEW.thread)
       OR EXISTS (SELECT FROM deconfliction_crossing x WHERE x.id = NEW.thread)
       OR EXISTS (SELECT FROM retention_inquiry x WHERE x.id = NEW.thread)
       OR EXISTS (SELECT FROM screening_run x WHERE x.id = NEW.thread)
       OR EXISTS (SELECT FROM bulletins_edition x WHERE x.id = NEW.thread) THEN
        RAISE EXCEPTION 'this id is not free' USING ERRCODE = '42501';
    END IF;
    IF NOT EXISTS (SELECT FROM directory_party p WHERE p.id = NEW.asker_party
                      AND NEW.number ~ ('^' || p.code || '-[0-9]{2}-[A-Z2-7]{8}$')) THEN
        RAISE EXCEPTION 'a request bears a number of its own party' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION number_is_ones_own() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM fresh f JOIN directory_desk d ON d.id = f.owner
                WHERE f.number <> upper(d.code) || '-' || right(f.number, 8) OR right(f.number, 8) LIKE '%-%') THEN
        RAISE EXCEPTION 'a record bears a number of its own desk' USING ERRCODE = '42501';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION beside_ones_own() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
BEGIN
    IF EXISTS (SELECT FROM fresh f WHERE NOT EXISTS (
            SELECT FROM records_report x WHERE x.owner = f.owner AND x.id = f.report OFFSET 0)) THEN
        RAISE EXCEPTION 'a row stands beside a record of its own desk' USING ERRCODE = '42501';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION not_made_before() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM fresh f WHERE f.made_at < viewer_instant() - interval '1 minute') THEN
        RAISE EXCEPTION 'what is written is written now' USING ERRCODE = '42501';
    END IF;
    RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION id_is_new(), thread_is_new(), number_is_ones_own(), beside_ones_own(), not_made_before() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION id_is_new(), thread_is_new(), number_is_ones_own(), beside_ones_own(), not_made_before()
    TO kerege_owner;
RESET ROLE;

DO $$
DECLARE
    named text;
    asked text := 'CREATE TRIGGER %I AFTER INSERT ON %I REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT'
        ' WHEN (current_user IN (''kerege_app'', ''kerege_search'')) EXECUTE FUNCTION %I()';
BEGIN
    FOREACH named IN ARRAY ARRAY['records_report', 'operations_delivery', 'operations_operation', 'retention_inquiry',
            'screening_run', 'bulletins_edition', 'intake_import', 'intake_quarantined_row', 'crosscheck_check',
            'oversight_watched'] LOOP
        EXECUTE format(asked, named || '_new', named, 'id_is_new');
    END LOOP;
    FOREACH named IN ARRAY ARRAY['records_version', 'records_facts', 'records_item', 'records_leg', 'records_nominal',
            'records_subject', 'records_identifier', 'records_link', 'crosscheck_entry', 'access_release',
            'retention_review', 'retention_hold'] LOOP
        EXECUTE format(asked, named || '_beside', named, 'beside_ones_own');
    END LOOP;
    EXECUTE format(asked, 'records_report_numbered', 'records_report', 'number_is_ones_own');
    EXECUTE format(asked, 'crosscheck_check_now', 'crosscheck_check', 'not_made_before');
END $$;
CREATE TRIGGER requests_copy_new BEFORE INSERT ON requests_copy
    FOR EACH ROW WHEN (current_user = 'kerege_law' AND NEW.side = 'asker' AND NEW.state = 'draft')
    EXECUTE FUNCTION thread_is_new();
CREATE TRIGGER deconfliction_event_new AFTER INSERT ON deconfliction_event
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT WHEN (current_user = 'kerege_law') EXECUTE FUNCTION id_is_new();
