-- The node's own work on legs of controlled deliveries: which are submitted, and the end of one that the load has left.

SET LOCAL ROLE kerege_law;

-- Of these legs, those that stand as live events.
CREATE FUNCTION standing_legs(of_legs uuid[]) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    IF seen.system <> 'operations' THEN
        RAISE EXCEPTION 'only the node follows legs' USING ERRCODE = '42501';
    END IF;
    RETURN (SELECT coalesce(array_agg(DISTINCT e.leg), '{}') FROM deconfliction_event e
             WHERE e.leg = ANY (of_legs) AND e.state = 'live' AND e.ends > viewer_instant());
END $$;

-- The events of these legs are over: the load has left them, or goes on otherwise. Nobody called anything off, so their
-- crossings vanish as those of events that are over do.
CREATE FUNCTION end_legs(of_legs uuid[], words text) RETURNS int
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
    WITH moved AS (
        UPDATE deconfliction_crossing c SET stage = s.next, moved_at = at
          FROM deconfliction_step s
         WHERE (c.first_event = ANY (over) OR c.second_event = ANY (over)) AND s.stage = c.stage AND s.step = 'expire'
        RETURNING c.id, c.stage)
    UPDATE deconfliction_conflict k SET stage = m.stage FROM moved m WHERE k.pair = m.id;
    RETURN cardinality(over);
END $$;

REVOKE EXECUTE ON FUNCTION standing_legs(uuid[]), end_legs(uuid[], text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION standing_legs(uuid[]), end_legs(uuid[], text) TO kerege_app, kerege_owner;
RESET ROLE;
