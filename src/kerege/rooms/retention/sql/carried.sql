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

-- The words of these threads go from every copy, with the scans of their letters and the keys that seal them in backups;
-- what still waits for an answer is withdrawn. Cards stay: numbers, desks, instants.
CREATE OR REPLACE FUNCTION retention_silence(threads uuid[], at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM requests_copy c WHERE c.thread = ANY (threads) AND c.state = 'draft';
    UPDATE requests_copy c
       SET question = '', translation = '', translator = '', reference = '', basis = '', restriction = '', prepared = '{}',
           open = false,
           state = CASE WHEN c.state IN ('answered', 'refused', 'nothing', 'closed', 'expired', 'returned', 'withdrawn')
                        THEN c.state ELSE 'withdrawn' END,
           closed_at = coalesce(c.closed_at, at), stop = '', stopped_at = NULL, stop_ends_at = NULL, slot_at = NULL
     WHERE c.thread = ANY (threads) AND (c.question <> '' OR c.open);
    UPDATE requests_line l SET text = '', translation = '', translator = '', detail = '{}'
     WHERE l.thread = ANY (threads) AND (l.text <> '' OR l.translation <> '' OR l.detail <> '{}');
    DELETE FROM requests_tick k WHERE k.thread = ANY (threads);
    INSERT INTO retention_sweep (id, stored_name)
    SELECT a.id, a.stored_name FROM files_attachment a WHERE a.report = ANY (threads) AND a.removed_at IS NULL;
    DELETE FROM files_attachment a WHERE a.report = ANY (threads);
    DELETE FROM retention_record_key k WHERE k.record = ANY (threads);
END $$;
RESET ROLE;
