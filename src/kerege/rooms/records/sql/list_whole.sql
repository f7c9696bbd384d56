-- A report whose rows are written again is listed by the facts that hold now, also where those were not among the rows.
-- The text of the function is that of list_order.sql but for this.
SET LOCAL ROLE kerege_law;
CREATE OR REPLACE FUNCTION list_index() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        DELETE FROM records_listing l USING changed c WHERE l.owner = c.owner AND l.report = c.report;
        INSERT INTO records_listing (owner, label, audience, report, kind, sort_on, country)
        SELECT f.owner, f.label, a.audience, f.report, f.kind, coalesce(f.last_day, DATE '0001-01-01'), f.country
          FROM (SELECT DISTINCT owner, report FROM changed) c
          JOIN records_facts f ON f.owner = c.owner AND f.report = c.report AND f.current
          JOIN (SELECT id AS label, owner_audience AS audience FROM access_label
                UNION SELECT label, audience FROM access_grant) a ON a.label = f.label
        ON CONFLICT DO NOTHING;
        RETURN NULL;
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
