-- A row bears a label of its writer's own agency or desk. Who holds a foreign label by a grant does not put his own rows under it:
-- everybody who holds it would read them without any release. Entries of work files alone stand under their file's label, and
-- `entry_is_ones_own` judges them. What functions of the law write and what a backup brings is not judged here.
SET LOCAL ROLE kerege_law;
CREATE FUNCTION labels_are_ones_own() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM access_label l WHERE l.id IN (SELECT f.label FROM fresh f)
                  AND NOT l.owner_audience = ANY (own_owners())) THEN
        RAISE EXCEPTION 'a row bears a label of its own agency' USING ERRCODE = '42501';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION label_stays_ones_own() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM access_label l WHERE l.id = NEW.label AND NOT l.owner_audience = ANY (own_owners())) THEN
        RAISE EXCEPTION 'a row bears a label of its own agency' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION labels_are_ones_own(), label_stays_ones_own() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION labels_are_ones_own(), label_stays_ones_own() TO kerege_owner;
RESET ROLE;

DO $$
DECLARE
    named text;
BEGIN
    FOR named IN
        SELECT c.relname FROM pg_class c
         WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relrowsecurity
           AND c.relname <> 'operations_entry'
           AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'label' AND NOT a.attisdropped)
           AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'owner' AND NOT a.attisdropped)
         ORDER BY 1 LOOP
        IF has_any_column_privilege('kerege_app', named, 'INSERT') THEN
            EXECUTE format('CREATE TRIGGER %I AFTER INSERT ON %I REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT'
                ' WHEN (current_user = ''kerege_app'') EXECUTE FUNCTION labels_are_ones_own()', named || '_labelled', named);
        END IF;
        IF has_column_privilege('kerege_app', named, 'label', 'UPDATE') THEN
            EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OF label ON %I FOR EACH ROW'
                ' WHEN (current_user = ''kerege_app'' AND NEW.label IS DISTINCT FROM OLD.label)'
                ' EXECUTE FUNCTION label_stays_ones_own()', named || '_relabelled', named);
        END IF;
    END LOOP;
END $$;
