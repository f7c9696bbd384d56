-- Who made, agreed, answered, lifted, settled: role app writes the officer of the signed context there, and nobody else. A release
-- under an assurance is agreed to by a second officer, once; an authority's hold is placed and lifted by who may.
CREATE FUNCTION in_ones_own_name() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    at text;
    former text;
    given text;
BEGIN
    IF current_user NOT IN ('kerege_app', 'kerege_search') THEN
        RETURN NEW;
    END IF;
    FOREACH at IN ARRAY TG_ARGV LOOP
        former := CASE WHEN TG_OP = 'UPDATE' THEN to_jsonb(OLD)->>at END;
        given := to_jsonb(NEW)->>at;
        IF given IS DISTINCT FROM former AND given IS DISTINCT FROM (verified_viewer()).officer::text THEN
            RAISE EXCEPTION 'an act is signed in one''s own name' USING ERRCODE = '42501';
        END IF;
    END LOOP;
    RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION in_ones_own_name() FROM PUBLIC;

SET LOCAL ROLE kerege_law;
CREATE FUNCTION release_is_seconded() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.approved_by IS NOT NULL OR NEW.withdrawn_at IS NOT NULL THEN
            RAISE EXCEPTION 'a release is agreed to after it was made' USING ERRCODE = '42501';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.approved_by IS DISTINCT FROM OLD.approved_by AND (OLD.approved_by IS NOT NULL OR NOT OLD.assured
            OR OLD.withdrawn_at IS NOT NULL OR OLD.made_by = seen.officer
            OR seen.role NOT IN ('releasing', 'coordinator')) THEN
        RAISE EXCEPTION 'a second officer agrees to a release, once' USING ERRCODE = '42501';
    END IF;
    IF OLD.withdrawn_at IS NOT NULL AND NEW.withdrawn_at IS DISTINCT FROM OLD.withdrawn_at THEN
        RAISE EXCEPTION 'a release is withdrawn once' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION hold_is_an_authoritys() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    IF NOT seen.active OR seen.role NOT IN ('coordinator', 'data_protection', 'releasing')
            OR (TG_OP = 'INSERT' AND NEW.lifted_at IS NOT NULL)
            OR (TG_OP = 'UPDATE' AND (OLD.lifted_at IS NOT NULL OR NEW.lifted_at IS NULL OR NEW.lifted_by IS NULL
                OR length(btrim(NEW.lifted_reference)) < 3)) THEN
        RAISE EXCEPTION 'a hold is placed and lifted by an order, by who may' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION release_is_seconded(), hold_is_an_authoritys() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION release_is_seconded(), hold_is_an_authoritys() TO kerege_owner;
RESET ROLE;

DO $$
DECLARE
    signed record;
BEGIN
    FOR signed IN
        SELECT a.table_name, string_agg(quote_literal(a.column_name), ', ' ORDER BY a.ordinal_position) AS columns
          FROM information_schema.columns a
         WHERE a.table_schema = 'public' AND a.data_type = 'uuid'
           AND a.column_name IN ('made_by', 'approved_by', 'withdrawn_by', 'lifted_by', 'answered_by', 'released_by',
               'settled_by', 'closed_by', 'confirmed_by', 'read_by')
           AND a.table_name IN ('access_release', 'bulletins_edition', 'crosscheck_hit', 'crosscheck_judgement',
               'notices_hook', 'notices_notice', 'oversight_alert', 'retention_consultation', 'retention_hold',
               'retention_inquiry', 'retention_purge', 'retention_review', 'screening_digest', 'screening_opt_out')
         GROUP BY a.table_name LOOP
        EXECUTE format('CREATE TRIGGER %I BEFORE INSERT OR UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION in_ones_own_name(%s)',
            signed.table_name || '_signed', signed.table_name, signed.columns);
    END LOOP;
END $$;
CREATE TRIGGER access_release_seconded BEFORE INSERT OR UPDATE OF approved_by, withdrawn_at ON access_release
    FOR EACH ROW WHEN (current_user = 'kerege_app') EXECUTE FUNCTION release_is_seconded();
CREATE TRIGGER retention_hold_ordered BEFORE INSERT OR UPDATE OF lifted_at ON retention_hold
    FOR EACH ROW WHEN (current_user = 'kerege_app') EXECUTE FUNCTION hold_is_an_authoritys();
