-- Threads that an agency began because of one of its reports, or of a hit on it, or that carried it unasked: their words go with it.
CREATE INDEX requests_copy_carried ON requests_copy USING gin (records) WHERE kind = 'information' AND side = 'asker';
SET LOCAL ROLE kerege_law;
CREATE OR REPLACE FUNCTION retention_threads(of_owner uuid, of_report uuid) RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT c.thread), '{}') FROM (
        SELECT a.thread, a.asker_desk FROM requests_copy a
         WHERE a.report = of_report
            OR a.hit IN (SELECT h.id FROM crosscheck_hit h WHERE h.mine_report = of_report AND h.owner = a.owner)
        UNION ALL
        SELECT b.thread, b.asker_desk FROM requests_copy b
         WHERE b.kind = 'information' AND b.side = 'asker' AND b.records ? of_report::text) c
      JOIN directory_desk d ON d.id = c.asker_desk
      JOIN directory_desk home ON home.id = of_owner AND home.agency = d.agency
$$;
RESET ROLE;
