-- As tending was before tend_once.sql took its place: kept because the migration of that time makes it first. Not in force.
-- The node's own work: clocks that ran out, events that are over, erasure of what was kept long enough.
CREATE FUNCTION tend_deconfliction() RETURNS TABLE (moved bigint, erased bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    at timestamptz := viewer_instant();
    erase_before timestamptz := at - interval '30 days';
    some bigint;
BEGIN
    IF seen.system <> 'deconfliction' THEN
        RAISE EXCEPTION 'only the node tends the clocks of deconfliction' USING ERRCODE = '42501';
    END IF;
    WITH ended AS (
        UPDATE deconfliction_event e SET state = 'expired', ended_at = e.ends WHERE e.state = 'live' AND e.ends < at
        RETURNING e.id), gone AS (DELETE FROM deconfliction_cover x USING ended d WHERE x.event = d.id)
    SELECT count(*) INTO moved FROM ended;
    WITH late AS (
        SELECT c.id, s.next, s.step FROM deconfliction_crossing c JOIN deconfliction_step s ON s.stage = c.stage
         WHERE s.step = 'expire' AND c.stage <> 'reviewed' AND EXISTS (SELECT FROM deconfliction_event e
            WHERE e.state = 'expired' AND e.id IN (c.first_event, c.second_event))
        UNION ALL
        SELECT c.id, s.next, s.step FROM deconfliction_crossing c JOIN deconfliction_step s ON s.stage = c.stage
         WHERE s.step = 'clock' AND c.due_at <= at AND NOT EXISTS (SELECT FROM deconfliction_event e
            WHERE e.state = 'expired' AND e.id IN (c.first_event, c.second_event))
    ), stepped AS (
        UPDATE deconfliction_crossing c SET stage = l.next, moved_at = at FROM late l WHERE c.id = l.id
        RETURNING c.id, c.stage
    ), followed AS (UPDATE deconfliction_conflict k SET stage = p.stage FROM stepped p WHERE k.pair = p.id)
    SELECT count(*) + moved INTO moved FROM stepped;
    WITH old AS (
        DELETE FROM deconfliction_crossing c USING deconfliction_event e
         WHERE e.id IN (c.first_event, c.second_event) AND e.state <> 'live' AND e.ends < erase_before
           AND c.stage IN ('vanished', 'reviewed')
        RETURNING c.id), rows AS (DELETE FROM deconfliction_conflict k USING old o WHERE k.pair = o.id)
    SELECT count(*) INTO some FROM old;
    DELETE FROM deconfliction_event e
     WHERE e.state <> 'live' AND e.ends < erase_before
       AND NOT EXISTS (SELECT FROM deconfliction_crossing c WHERE e.id IN (c.first_event, c.second_event));
    GET DIAGNOSTICS erased = ROW_COUNT;
    RETURN NEXT;
END $$;
