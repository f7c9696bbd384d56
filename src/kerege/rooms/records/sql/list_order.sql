-- Lists read off the index in their own order: newest day first, a day that is not known last, then the report.
ALTER TABLE records_listing
    ALTER COLUMN sort_on TYPE date USING coalesce(sort_on, DATE '0001-01-01'),
    ALTER COLUMN sort_on SET NOT NULL;

SET LOCAL ROLE kerege_law;
CREATE OR REPLACE FUNCTION list_index() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        DELETE FROM records_listing l USING changed c WHERE l.owner = c.owner AND l.report = c.report;
    END IF;
    INSERT INTO records_listing (owner, label, audience, report, kind, sort_on, country)
    SELECT c.owner, c.label, a.audience, c.report, c.kind, coalesce(c.last_day, DATE '0001-01-01'), c.country
      FROM changed c
      JOIN (SELECT id AS label, owner_audience AS audience FROM access_label
            UNION SELECT label, audience FROM access_grant) a ON a.label = c.label
     WHERE c.current
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
RESET ROLE;
