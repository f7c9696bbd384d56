-- As in deconfliction.sql and legs.sql, but crossings are waited for before their stage is asked: one that somebody was
-- just stepping was passed over, stood for ever, and was never erased.
SET LOCAL ROLE kerege_law;

-- Withdraw a live event of the viewer's agency: it is found no more; a crossing that both knew of is to be reviewed, any
-- other vanishes. Answers whether there was such an event.
CREATE OR REPLACE FUNCTION withdraw_event(wanted uuid, words text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    at timestamptz := viewer_instant();
    whose uuid;
BEGIN
    UPDATE deconfliction_event e SET state = 'withdrawn', ended_at = at, why = words
     WHERE e.id = wanted AND e.state = 'live' AND e.owner = ANY (own_desks()) AND e.label = ANY (held_labels())
       AND seen.role IN ('desk', 'analyst', 'releasing', 'liaison', 'coordinator')
    RETURNING e.owner INTO whose;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    DELETE FROM deconfliction_cover x WHERE x.event = wanted;
    PERFORM FROM deconfliction_crossing c WHERE c.first_event = wanted OR c.second_event = wanted ORDER BY c.id FOR UPDATE;
    WITH moved AS (
        UPDATE deconfliction_crossing c SET stage = s.next, moved_at = at,
               called_off_by = CASE s.next WHEN 'cancelled' THEN whose END
          FROM deconfliction_step s
         WHERE (c.first_event = wanted OR c.second_event = wanted) AND s.stage = c.stage AND s.step = 'withdraw'
        RETURNING c.id, c.stage)
    UPDATE deconfliction_conflict k SET stage = m.stage FROM moved m WHERE k.pair = m.id;
    RETURN true;
END $$;

-- The events of these legs are over: the load has left them, or goes on otherwise. Nobody called anything off, so their
-- crossings vanish as those of events that are over do.
CREATE OR REPLACE FUNCTION end_legs(of_legs uuid[], words text) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    at timestamptz := viewer_instant();
    over uuid[];
BEGIN
    IF seen.system <> 'operations' THEN
        RAISE EXCEPTION 'only the node follows legs' USING ERRCODE = '42501';
    END IF;
    WITH ended AS (
        UPDATE deconfliction_event e SET state = 'withdrawn', ended_at = at, why = words
         WHERE e.leg = ANY (of_legs) AND e.state = 'live' RETURNING e.id)
    SELECT coalesce(array_agg(id), '{}') INTO over FROM ended;
    DELETE FROM deconfliction_cover x WHERE x.event = ANY (over);
    PERFORM FROM deconfliction_crossing c WHERE c.first_event = ANY (over) OR c.second_event = ANY (over)
      ORDER BY c.id FOR UPDATE;
    WITH moved AS (
        UPDATE deconfliction_crossing c SET stage = s.next, moved_at = at
          FROM deconfliction_step s
         WHERE (c.first_event = ANY (over) OR c.second_event = ANY (over)) AND s.stage = c.stage AND s.step = 'expire'
        RETURNING c.id, c.stage)
    UPDATE deconfliction_conflict k SET stage = m.stage FROM moved m WHERE k.pair = m.id;
    RETURN cardinality(over);
END $$;
RESET ROLE;
