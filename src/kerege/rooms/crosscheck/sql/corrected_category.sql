-- The category of a person changes without changing its entry's anchor, like sex, company and places: its owner's save rewrites it.
-- Entries that a correction left under a former category are set right where their name says which person of the record they are.
GRANT UPDATE (category) ON crosscheck_entry TO kerege_app, kerege_law;
SET LOCAL ROLE kerege_law;
DO $$
DECLARE
    changed bigint;
BEGIN
    UPDATE crosscheck_entry e SET category = s.category
      FROM (SELECT x.owner, x.report, x.kind, x.name, min(x.category) AS category FROM records_subject x
             WHERE x.current GROUP BY x.owner, x.report, x.kind, x.name HAVING count(DISTINCT x.category) = 1) s
     WHERE s.owner = e.owner AND s.report = e.report AND s.kind = e.kind AND s.name = e.names[1]
       AND s.category <> e.category;
    GET DIAGNOSTICS changed = ROW_COUNT;
    RAISE NOTICE 'categories of entries set right: % rows', changed;
END $$;
RESET ROLE;
REVOKE UPDATE (category) ON crosscheck_entry FROM kerege_law;
