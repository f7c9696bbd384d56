-- Who asks for an opening learns no number of the record before it is opened: by the same number under two hits he would know that one
-- record stands behind both. Until then the row bears a reference of its own; the owner's side reads the number beside it.
SET LOCAL ROLE kerege_law;
DO $$
DECLARE
    w record;
    body text;
    changed text;
BEGIN
    FOR w IN SELECT * FROM (VALUES
            ('opening_ask(uuid, uuid, text, uuid[])'::regprocedure, 'head.number, said, at', 'upper(left(identity::text, 8)), said, at'),
            ('opening_step(uuid, text, text, int, uuid[])'::regprocedure, 'UPDATE permissions_opening SET',
             'UPDATE permissions_opening SET number = CASE step WHEN ''open'' THEN coalesce((SELECT r.number FROM records_report r'
             ' WHERE r.owner = o.owner_desk AND r.id = o.report), number) ELSE number END,')) AS v(named, former, next) LOOP
        body := pg_get_functiondef(w.named);
        changed := replace(body, w.former, w.next);
        IF length(changed) - length(body) <> length(w.next) - length(w.former) THEN
            RAISE EXCEPTION 'the function % is another than this migration changes', w.named;
        END IF;
        EXECUTE changed;
    END LOOP;
END $$;

-- Of these openings, the numbers of the records: to the owner's agency and the one that coordinates for his party.
CREATE FUNCTION opening_numbers(asked uuid[]) RETURNS TABLE (opening uuid, number varchar)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    whose uuid[] := permission_agencies();
BEGIN
    RETURN QUERY SELECT o.id, r.number FROM permissions_opening o
      JOIN records_report r ON r.owner = o.owner_desk AND r.id = o.report
     WHERE o.id = ANY (asked) AND ARRAY[o.owner_agency, o.keeping_agency] && whose;
END $$;
REVOKE EXECUTE ON FUNCTION opening_numbers(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION opening_numbers(uuid[]) TO kerege_app;
UPDATE permissions_opening SET number = upper(left(id::text, 8)) WHERE opened_at IS NULL;
RESET ROLE;
