-- As in words.sql: who erases is told of those holders alone whom he knows of, and of his own agency's hits. A holder whose
-- covert case met the record destroys its copy too, and nothing says that there was one. The ids of what is written for holders
-- are made here, however many they are (`fresh` is no longer read). The text of the function is that of words.sql but for this.
GRANT UPDATE (holders) ON retention_tombstone TO kerege_law;
SET LOCAL ROLE kerege_law;
DO $$
DECLARE
    body text := pg_get_functiondef('retention_erase(uuid, uuid, uuid, text, bytea, uuid[])'::regprocedure);
    change record;
BEGIN
    FOR change IN SELECT * FROM (VALUES
        ('place int := 0;', 'place int := 0; known int := 0;'),
        ('place := place + 3;', 'place := place + 3; known := known + h.told::int;'),
        ('holders := place / 3;', 'holders := known;'),
        ('IF place + 3 > cardinality(fresh) THEN
            RAISE EXCEPTION ''more holders than ids'';
        END IF;', ''),
        ('fresh[place + 1]', 'unforeseen(format(''purge|%s|%s'', tomb, h.desk))'),
        ('fresh[place + 2]', 'unforeseen(format(''purge notice|%s|%s'', tomb, h.desk))'),
        ('fresh[place + 3]', 'unforeseen(format(''purge telling|%s|%s'', tomb, h.desk))'),
        ('RETURNING x.id, x.pair)', 'RETURNING x.id, x.pair, x.owner)'),
        ('coalesce(array_agg(DISTINCT r.pair), ''{}'') INTO lost, pairs FROM removed r;',
         'coalesce(array_agg(DISTINCT r.pair), ''{}''), count(*) FILTER (WHERE r.owner IN (SELECT d.id
            FROM directory_desk d JOIN directory_desk home ON home.agency = d.agency WHERE home.id = of_owner))
            INTO lost, pairs, hits FROM removed r;'),
        ('hits := cardinality(lost);', '')) AS v(former, now) LOOP
        IF position(change.former IN body) = 0 THEN
            RAISE EXCEPTION 'the function of erasing is another than this migration changes: %', change.former;
        END IF;
        body := replace(body, change.former, change.now);
    END LOOP;
    EXECUTE body;
END $$;

-- What tombstones say until now is mended as far as it can be counted.
UPDATE retention_tombstone t
   SET holders = (SELECT count(*) FROM retention_purge p WHERE p.by_desk = t.owner AND p.report = t.report AND p.told)
 WHERE t.holders <> (SELECT count(*) FROM retention_purge p WHERE p.by_desk = t.owner AND p.report = t.report AND p.told);
RESET ROLE;
REVOKE UPDATE (holders) ON retention_tombstone FROM kerege_law;
