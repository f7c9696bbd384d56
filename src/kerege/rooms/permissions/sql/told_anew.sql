-- The ids of notices of what is asked, answered and opened are made here (`fresh` is no longer read): who chose them could write a
-- notice under an id that another was to have, which was then told to nobody, and learned whether one stands in an inbox of others.
-- The texts of the functions are those of permissions.sql and openings_once.sql but for this.
SET LOCAL ROLE kerege_law;
CREATE FUNCTION tell_anew(of_desk uuid, of_officer uuid, said text, about uuid, at_once boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    before bigint := (SELECT count(*) FROM notices_notice n WHERE n.owner = of_desk AND n.thing = about);
    mark text := format('%s|%s|%s|%s|%s', of_desk, said, about, viewer_instant(), before);
BEGIN
    PERFORM tell_desk(unforeseen('told|' || mark), unforeseen('told outside|' || mark), of_desk, of_officer, said, about, at_once);
END $$;
REVOKE EXECUTE ON FUNCTION tell_anew(uuid, uuid, text, uuid, boolean) FROM PUBLIC;

DO $$
DECLARE
    named regprocedure;
    body text;
    changed text;
BEGIN
    FOREACH named IN ARRAY ARRAY['permission_ask(uuid, uuid, text, text, uuid, text, uuid[])',
            'permission_answer(uuid, boolean, text, uuid, uuid[])', 'opening_ask(uuid, uuid, text, uuid[])',
            'opening_step(uuid, text, text, int, uuid[])']::regprocedure[] LOOP
        body := pg_get_functiondef(named);
        changed := regexp_replace(body, 'tell_desk\(fresh\[[^]]+\], fresh\[[^]]+\], ', 'tell_anew(', 'g');
        IF changed = body OR changed LIKE '%tell_desk(%' OR changed LIKE '%fresh[%' THEN
            RAISE EXCEPTION 'the function % is another than this migration changes', named;
        END IF;
        EXECUTE changed;
    END LOOP;
END $$;
RESET ROLE;
