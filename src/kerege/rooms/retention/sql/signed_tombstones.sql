-- A tombstone bears what the node signed of the erasure: a row alone, put in by SQL, does not make a removal one. The text of the
-- function is that of owners_words.sql but for this.
SET LOCAL ROLE kerege_law;
DO $$
DECLARE
    body text := pg_get_functiondef('retention_erase(uuid, uuid, uuid, text, bytea, uuid[])'::regprocedure);
    change record;
BEGIN
    FOR change IN SELECT * FROM (VALUES
        ('source_mark, subjects, files, entries, hits, holders)', 'source_mark, subjects, files, entries, hits, holders, signature)'),
        ('subjects, files, entries, hits, holders);', 'subjects, files, entries, hits, holders, signed);')) AS v(former, now) LOOP
        IF position(change.former IN body) = 0 THEN
            RAISE EXCEPTION 'the function of erasing is another than this migration changes: %', change.former;
        END IF;
        body := replace(body, change.former, change.now);
    END LOOP;
    EXECUTE body;
END $$;
RESET ROLE;
