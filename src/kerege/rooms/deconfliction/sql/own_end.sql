-- As in deconfliction.sql, end_once.sql and tend_once.sql, but of a conflict each side reads until its own event is over, whenever
-- the other's ends: a conflict that left a side's list when the other's event was over told when that was. The crossing itself
-- goes on, with its clock and its steps, as long as one of the two events is planned.
SET LOCAL ROLE kerege_law;

-- These events are over: their own sides read nothing of their conflicts any more, and crossings of which no event is left, or
-- that nobody was told of yet, vanish. Crossings are waited for before their stage is asked. Answers how many vanished.
CREATE FUNCTION crossings_end(over uuid[]) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    met uuid[];
    gone bigint;
BEGIN
    SELECT coalesce(array_agg(l.id), '{}') INTO met FROM (
        SELECT c.id FROM deconfliction_crossing c WHERE c.first_event = ANY (over) OR c.second_event = ANY (over)
         ORDER BY c.id FOR UPDATE) l;
    UPDATE deconfliction_conflict k SET stage = 'vanished'
     WHERE k.pair = ANY (met) AND k.event = ANY (over)
       AND k.stage IN (SELECT s.stage FROM deconfliction_step s WHERE s.step = 'expire' AND s.stage <> 'reviewed');
    WITH moved AS (
        UPDATE deconfliction_crossing c SET stage = s.next, moved_at = viewer_instant() FROM deconfliction_step s
         WHERE c.id = ANY (met) AND s.stage = c.stage AND s.step = 'expire' AND c.stage <> 'reviewed'
           AND (c.stage IN ('with_desk', 'late') OR NOT EXISTS (SELECT FROM deconfliction_event e
                WHERE e.id IN (c.first_event, c.second_event) AND e.state = 'live'))
        RETURNING c.id, c.stage
    ), followed AS (
        UPDATE deconfliction_conflict k SET stage = m.stage FROM moved m WHERE k.pair = m.id AND k.stage <> 'vanished')
    SELECT count(*) INTO gone FROM moved;
    RETURN gone;
END $$;
REVOKE EXECUTE ON FUNCTION crossings_end(uuid[]) FROM PUBLIC;

-- One step of a crossing, if the viewer is the keeper or a side whose own event is not over and the course knows it; answers with
-- the new stage, or null. Both sides' rows follow, but for those of a side whose event is over.
CREATE OR REPLACE FUNCTION step_crossing(wanted uuid, step text, words text, sides uuid[]) RETURNS text
LANGUAGE plpgsql STRICT SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    at timestamptz := viewer_instant();
    due timestamptz := at + interval '30 minutes';
    c deconfliction_crossing; taken text := step; following text; own uuid[]; is_keeper boolean; is_side boolean;
BEGIN
    SELECT * INTO c FROM deconfliction_crossing x WHERE x.id = wanted FOR UPDATE;
    IF NOT FOUND OR NOT seen.active OR step IN ('clock', 'withdraw', 'expire', 'acknowledge_last') THEN
        RETURN NULL;
    END IF;
    SELECT coalesce(array_agg(k.owner), '{}') INTO own FROM deconfliction_conflict k
     WHERE k.pair = c.id AND k.stage <> 'vanished' AND k.owner = ANY (own_desks()) AND k.label = ANY (held_labels());
    is_keeper := coalesce(c.keeper = crossings_kept(), false);
    is_side := own <> '{}' AND seen.role IN ('desk', 'analyst', 'releasing', 'liaison', 'coordinator');
    IF seen.desk = ANY (own) THEN
        own := ARRAY[seen.desk];
    END IF;
    IF step = 'acknowledge' AND is_side THEN
        c.first_seen_at := CASE WHEN c.first_desk = ANY (own) THEN coalesce(c.first_seen_at, at) ELSE c.first_seen_at END;
        c.second_seen_at := CASE WHEN c.second_desk = ANY (own) THEN coalesce(c.second_seen_at, at) ELSE c.second_seen_at END;
        taken := CASE WHEN c.first_seen_at IS NOT NULL AND c.second_seen_at IS NOT NULL THEN 'acknowledge_last' ELSE step END;
    END IF;
    SELECT s.next INTO following FROM deconfliction_step s
     WHERE s.stage = c.stage AND s.step = taken
       AND ((is_keeper AND 'keeper' = ANY (s.takers)) OR (is_side AND 'side' = ANY (s.takers)));
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    IF taken = 'tell' THEN
        PERFORM tell_side(sides[1], c, 'first', at, due);
        PERFORM tell_side(sides[2], c, 'second', at, due);
    END IF;
    UPDATE deconfliction_crossing x
       SET stage = following, first_seen_at = c.first_seen_at, second_seen_at = c.second_seen_at,
           moved_at = at, due_at = CASE taken WHEN 'tell' THEN due ELSE x.due_at END,
           notes = CASE WHEN is_keeper AND words <> '' THEN x.notes || jsonb_build_array(
               jsonb_build_array(at, taken, (SELECT f.number FROM directory_officer f WHERE f.id = seen.officer), words))
               ELSE x.notes END
     WHERE x.id = c.id;
    UPDATE deconfliction_conflict k
       SET stage = following,
           acknowledged_at = CASE k.owner WHEN c.first_desk THEN c.first_seen_at ELSE c.second_seen_at END,
           other_acknowledged_at = CASE k.owner WHEN c.first_desk THEN c.second_seen_at ELSE c.first_seen_at END,
           acknowledged_by = CASE WHEN step = 'acknowledge' AND k.owner = ANY (own)
               THEN coalesce(k.acknowledged_by, seen.officer) ELSE k.acknowledged_by END
     WHERE k.pair = c.id AND k.stage <> 'vanished';
    RETURN following;
END $$;

-- Withdraw a live event of the viewer's agency: it is found no more; a crossing that both knew of is to be reviewed, any
-- other vanishes. Answers whether there was such an event.
CREATE OR REPLACE FUNCTION withdraw_event(wanted uuid, words text) RETURNS boolean
LANGUAGE plpgsql STRICT SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
    UPDATE deconfliction_conflict k SET stage = m.stage FROM moved m WHERE k.pair = m.id AND k.stage <> 'vanished';
    RETURN true;
END $$;

-- The events of these legs are over: the load has left them, or goes on otherwise. Nobody called anything off, so their
-- crossings end as those of events that are over do.
CREATE OR REPLACE FUNCTION end_legs(of_legs uuid[], words text) RETURNS int
LANGUAGE plpgsql STRICT SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
    PERFORM crossings_end(over);
    RETURN cardinality(over);
END $$;

-- The node's own work: events that are over (also one that ended while somebody was just told of it), clocks that ran out, erasure
-- of what was kept long enough. A crossing that somebody moved while the node waited for its row stays where it was moved: the
-- stage from which the clock moves is asked again of the row that was waited for.
CREATE OR REPLACE FUNCTION tend_deconfliction() RETURNS TABLE (moved bigint, erased bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    at timestamptz := viewer_instant();
    erase_before timestamptz := at - interval '30 days';
    over uuid[];
    some bigint;
BEGIN
    IF seen.system <> 'deconfliction' THEN
        RAISE EXCEPTION 'only the node tends the clocks of deconfliction' USING ERRCODE = '42501';
    END IF;
    WITH ended AS (
        UPDATE deconfliction_event e SET state = 'expired', ended_at = e.ends WHERE e.state = 'live' AND e.ends < at
        RETURNING e.id), gone AS (DELETE FROM deconfliction_cover x USING ended d WHERE x.event = d.id)
    SELECT coalesce(array_agg(id), '{}') INTO over FROM ended;
    moved := cardinality(over) + crossings_end(over || ARRAY(
        SELECT e.id FROM deconfliction_conflict k JOIN deconfliction_event e ON e.owner = k.owner AND e.id = k.event
         WHERE e.state <> 'live' AND e.id <> ALL (over)
           AND k.stage IN (SELECT s.stage FROM deconfliction_step s WHERE s.step = 'expire' AND s.stage <> 'reviewed')));
    WITH late AS (
        SELECT c.id, c.stage, s.next FROM deconfliction_crossing c JOIN deconfliction_step s ON s.stage = c.stage
         WHERE s.step = 'clock' AND c.due_at <= at
    ), stepped AS (
        UPDATE deconfliction_crossing c SET stage = l.next, moved_at = at FROM late l
         WHERE c.id = l.id AND c.stage = l.stage
        RETURNING c.id, c.stage
    ), followed AS (
        UPDATE deconfliction_conflict k SET stage = p.stage FROM stepped p WHERE k.pair = p.id AND k.stage <> 'vanished')
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
RESET ROLE;
