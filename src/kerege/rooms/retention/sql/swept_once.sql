SET LOCAL ROLE kerege_law;
-- The words of these threads go from every copy, with the scans of their letters (one file under the rows of several
-- holders is swept once) and the keys that seal them in backups;
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
    SELECT DISTINCT a.id, a.stored_name FROM files_attachment a WHERE a.report = ANY (threads) AND a.removed_at IS NULL
    ON CONFLICT DO NOTHING;
    DELETE FROM files_attachment a WHERE a.report = ANY (threads);
    DELETE FROM retention_record_key k WHERE k.record = ANY (threads);
END $$;
RESET ROLE;
