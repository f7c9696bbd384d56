-- What deconfliction does past the row policies. Every function verifies the signed viewer first.

-- Boxes of live events, in degrees and time: core PostgreSQL's GiST over both. No viewer reads it.
CREATE TABLE deconfliction_cover (
    owner uuid NOT NULL,
    event uuid NOT NULL,
    area box NOT NULL,
    during tstzrange NOT NULL
);
CREATE INDEX deconfliction_cover_where ON deconfliction_cover USING gist (during, area);
CREATE INDEX deconfliction_cover_event ON deconfliction_cover (event);
-- The course of a crossing, filled from rules/course.py.
CREATE TABLE deconfliction_step (
    stage text NOT NULL,
    step text NOT NULL,
    next text NOT NULL,
    takers text[] NOT NULL,
    PRIMARY KEY (stage, step)
);
ALTER TABLE deconfliction_cover ENABLE ROW LEVEL SECURITY;
ALTER TABLE deconfliction_cover FORCE ROW LEVEL SECURITY;
ALTER TABLE deconfliction_step ENABLE ROW LEVEL SECURITY;
ALTER TABLE deconfliction_step FORCE ROW LEVEL SECURITY;
REVOKE ALL ON deconfliction_cover, deconfliction_step FROM PUBLIC, kerege_app, kerege_search;
GRANT SELECT, INSERT, DELETE ON deconfliction_cover TO kerege_law;
GRANT SELECT ON deconfliction_step TO kerege_law;
GRANT SELECT, INSERT, UPDATE, DELETE ON deconfliction_event, deconfliction_conflict, deconfliction_crossing TO kerege_law;

-- The party whose crossings the viewer keeps: a duty officer of the centre the centre's, a coordinator his own party's.
CREATE FUNCTION crossings_kept() RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    IF seen.active AND ((seen.role = 'duty' AND seen.party_class = 'centre') OR seen.role = 'coordinator') THEN
        RETURN seen.party;
    END IF;
    RETURN NULL;
END $$;

-- The desk for which the viewer submits: his own, or as the centre's duty officer a member's that telephones. Null when
-- he submits for none.
CREATE FUNCTION submitting_desk(behalf uuid) RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    IF behalf IS NULL THEN
        RETURN CASE WHEN seen.active AND seen.party_class = 'member'
            AND seen.role IN ('desk', 'analyst', 'releasing', 'liaison') THEN seen.desk END;
    END IF;
    IF NOT seen.active OR seen.role <> 'duty' OR seen.party_class <> 'centre' THEN
        RETURN NULL;
    END IF;
    RETURN (SELECT d.id FROM directory_desk d JOIN directory_agency g ON g.id = d.agency
              JOIN directory_party p ON p.id = g.party
             WHERE d.id = behalf AND d.closed_on IS NULL AND p.party_class = 'member'
               AND p.since <= seen.day AND coalesce(p.until >= seen.day, true));
END $$;

-- Whether the viewer may submit, and how many events the desk submitted within 24 hours: all, and around
-- these spots. Submissions
-- wait here for each other, so that of two events at once the second finds the first.
CREATE FUNCTION may_submit(behalf uuid, around int[])
RETURNS TABLE (desk uuid, submitted bigint, alike bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    whose uuid := submitting_desk(behalf);
BEGIN
    IF whose IS NOT NULL THEN
        PERFORM pg_advisory_xact_lock(7365373);
    END IF;
    RETURN QUERY SELECT whose, count(*), count(*) FILTER (WHERE e.spots && around)
      FROM deconfliction_event e WHERE e.owner = whose AND e.made_at > viewer_instant() - interval '24 hours';
END $$;

-- The label of what one desk alone reads: the twin of `label_for(…, nominal, unit)`, interned on first use; for integrity
-- cases, which the desk's own agency does not read either. (`keeper_label` is the same for an agency.)
CREATE FUNCTION desk_label(of_desk uuid, of_party uuid) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    mark bytea := sha256(convert_to(format('{"forbidden":[],"grants":[],"level":0,"owner":"%s","part":"nominal",'
        '"party":"%s","shielded":false}', of_desk, of_party), 'UTF8'));
    interned int;
BEGIN
    FOR turn IN 0 .. 7 LOOP
        SELECT l.id INTO interned FROM access_label l WHERE l.digest = mark;
        IF interned IS NOT NULL THEN
            RETURN interned;
        END IF;
        INSERT INTO access_label (id, digest, owner_audience, owner_party, part, forbidden, level, shielded, made_in)
        VALUES (('x' || encode(substr(mark, turn + 1, 4), 'hex'))::bit(32)::int & 2147483647, mark, of_desk, of_party,
                'nominal', '{}', 0, false, '3'::xid8) ON CONFLICT DO NOTHING;
    END LOOP;
    RAISE EXCEPTION 'no free id for a label';
END $$;

-- How the crossing of two events is told; null when nobody learns anything: the twin of rules/telling.py.
CREATE FUNCTION crossing_mode(a deconfliction_event, b deconfliction_event) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT CASE
        WHEN a.owner = b.owner OR b.party = ANY (a.left_out) OR a.party = ANY (b.left_out) THEN NULL
        WHEN a.party <> b.party AND EXISTS (SELECT FROM directory_suspension s WHERE s.lifted_at IS NULL AND (
            (s.by_party = a.party AND coalesce(s.towards, b.party) = b.party)
            OR (s.by_party = b.party AND coalesce(s.towards, a.party) = a.party))) THEN NULL
        WHEN a.integrity OR b.integrity THEN CASE WHEN a.party = b.party THEN 'own' END
        WHEN 'desk' IN (a.choice, b.choice) THEN 'desk'
        ELSE 'both' END
$$;

-- Keep a submitted event with its boxes, and answer with the live events that it may meet and whose crossing somebody
-- would be told. Whose it is comes from the directory, not from the caller.
CREATE FUNCTION keep_event(given jsonb, boxes jsonb, behalf uuid)
RETURNS TABLE (event uuid, owner uuid, agency uuid, way jsonb, radius_km double precision)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    at timestamptz := viewer_instant();
    whose uuid := submitting_desk(behalf);
    e deconfliction_event;
BEGIN
    IF whose IS NULL THEN
        RAISE EXCEPTION 'the viewer submits no events here' USING ERRCODE = '42501';
    END IF;
    e := jsonb_populate_record(NULL::deconfliction_event, given);
    e.owner := whose;
    SELECT g.id, g.party INTO e.agency, e.party FROM directory_desk d JOIN directory_agency g ON g.id = d.agency
     WHERE d.id = whose;
    e.label := CASE WHEN e.integrity THEN desk_label(e.owner, e.party) ELSE keeper_label(e.owner) END;
    e.officer := CASE WHEN behalf IS NULL THEN seen.officer END;
    e.entered_by := CASE WHEN behalf IS NOT NULL THEN seen.officer END;
    e.made_at := at;
    e.state := 'live';
    INSERT INTO deconfliction_event VALUES (e.*);
    INSERT INTO deconfliction_cover (owner, event, area, during)
    SELECT e.owner, e.id, box(point(b.east, b.north), point(b.west, b.south)),
           tstzrange(to_timestamp(b.first), to_timestamp(b.last), '[]')
      FROM jsonb_to_recordset(boxes) AS b(west float8, south float8, east float8, north float8, first float8, last float8);
    RETURN QUERY
    SELECT o.id, o.owner, o.agency, o.way, o.radius_km
      FROM (SELECT DISTINCT x.event, x.owner
              FROM jsonb_to_recordset(boxes) AS b(west float8, south float8, east float8, north float8, first float8,
                                                  last float8)
              JOIN deconfliction_cover x
                ON x.during && tstzrange(greatest(to_timestamp(b.first), at), greatest(to_timestamp(b.last), at), '[]')
               AND x.area && box(point(b.east, b.north), point(b.west, b.south))
             WHERE x.owner <> e.owner) near
      JOIN deconfliction_event o ON o.owner = near.owner AND o.id = near.event
     WHERE o.state = 'live' AND o.ends >= at AND crossing_mode(e, o) IS NOT NULL
     ORDER BY o.id;
END $$;

-- Write one side's row of a crossing that both are told of.
CREATE FUNCTION tell_side(identity uuid, c deconfliction_crossing, side text, at timestamptz, due timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    INSERT INTO deconfliction_conflict (id, owner, label, pair, event, other_desk, other_party, stage, told_at, due_at)
    SELECT identity, e.owner, e.label, c.id, e.id,
           CASE side WHEN 'first' THEN c.second_desk ELSE c.first_desk END,
           CASE side WHEN 'first' THEN c.second_party ELSE c.first_party END, 'told', at, due
      FROM deconfliction_event e
     WHERE e.id = CASE side WHEN 'first' THEN c.first_event ELSE c.second_event END
       AND e.owner = CASE side WHEN 'first' THEN c.first_desk ELSE c.second_desk END
$$;

-- Write the crossings of an event that this very transaction keeps, as each pair's choice says. `met` holds id, event,
-- owner of the other side, and the ids of both sides' rows. Answers with those that are told now.
CREATE FUNCTION tell_crossings(mine uuid, met jsonb)
RETURNS TABLE (pair uuid, event uuid, owner uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    at timestamptz := viewer_instant();
    due timestamptz := at + interval '30 minutes';
    e deconfliction_event; o deconfliction_event; c deconfliction_crossing; m record; mode text;
BEGIN
    SELECT * INTO e FROM deconfliction_event x
     WHERE x.id = mine AND x.made_at = at AND coalesce(x.officer, x.entered_by) = seen.officer
       AND x.xmin = pg_current_xact_id()::xid;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'crossings are told in the transaction of their event' USING ERRCODE = '42501';
    END IF;
    FOR m IN SELECT * FROM jsonb_to_recordset(met) AS x(id uuid, event uuid, owner uuid, mine uuid, theirs uuid) LOOP
        SELECT * INTO o FROM deconfliction_event x WHERE x.owner = m.owner AND x.id = m.event AND x.state = 'live';
        CONTINUE WHEN NOT FOUND;
        mode := crossing_mode(e, o);
        CONTINUE WHEN mode IS NULL;
        INSERT INTO deconfliction_crossing (id, keeper, mode, stage, first_event, first_desk, first_party, second_event,
            second_desk, second_party, made_at, due_at, moved_at, notes)
        VALUES (m.id, CASE WHEN e.party = o.party THEN e.party
                      ELSE (SELECT p.id FROM directory_party p WHERE p.party_class = 'centre' ORDER BY p.since, p.id LIMIT 1) END,
                mode, CASE mode WHEN 'both' THEN 'told' ELSE 'with_desk' END, e.id, e.owner, e.party, o.id, o.owner,
                o.party, at, due, at, '[]')
        RETURNING * INTO c;
        IF mode = 'both' THEN
            PERFORM tell_side(m.mine, c, 'first', at, due);
            PERFORM tell_side(m.theirs, c, 'second', at, due);
            RETURN QUERY SELECT c.id, o.id, o.owner;
        END IF;
    END LOOP;
END $$;

-- One step of a crossing, if the viewer is the keeper or a side and the course knows it; answers with the new stage, or
-- null. Both sides' rows follow.
CREATE FUNCTION step_crossing(wanted uuid, step text, words text, sides uuid[]) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
     WHERE k.pair = c.id AND k.owner = ANY (own_desks()) AND k.label = ANY (held_labels());
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
     WHERE k.pair = c.id;
    RETURN following;
END $$;

-- Withdraw a live event of the viewer's agency: it is found no more; a crossing that both knew of is to be reviewed, any
-- other vanishes. Answers whether there was such an event.
CREATE FUNCTION withdraw_event(wanted uuid, words text) RETURNS boolean
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
    WITH moved AS (
        UPDATE deconfliction_crossing c SET stage = s.next, moved_at = at,
               called_off_by = CASE s.next WHEN 'cancelled' THEN whose END
          FROM deconfliction_step s
         WHERE (c.first_event = wanted OR c.second_event = wanted) AND s.stage = c.stage AND s.step = 'withdraw'
        RETURNING c.id, c.stage)
    UPDATE deconfliction_conflict k SET stage = m.stage FROM moved m WHERE k.pair = m.id;
    RETURN true;
END $$;

-- Crossings: read by their keeper; nobody writes but the functions.
ALTER TABLE deconfliction_crossing ENABLE ROW LEVEL SECURITY;
ALTER TABLE deconfliction_crossing FORCE ROW LEVEL SECURITY;
REVOKE INSERT ON deconfliction_event, deconfliction_conflict FROM kerege_app;
GRANT SELECT ON deconfliction_crossing TO kerege_app;

REVOKE EXECUTE ON FUNCTION crossings_kept(), submitting_desk(uuid), may_submit(uuid, int[]),
    desk_label(uuid, uuid), crossing_mode(deconfliction_event, deconfliction_event),
    keep_event(jsonb, jsonb, uuid),
    tell_side(uuid, deconfliction_crossing, text, timestamptz, timestamptz),
    tell_crossings(uuid, jsonb),
    step_crossing(uuid, text, text, uuid[]), withdraw_event(uuid, text),
    tend_deconfliction() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION crossings_kept() TO kerege_app, kerege_law, kerege_owner;
GRANT EXECUTE ON FUNCTION submitting_desk(uuid), desk_label(uuid, uuid),
    crossing_mode(deconfliction_event, deconfliction_event),
    tell_side(uuid, deconfliction_crossing, text, timestamptz, timestamptz) TO kerege_law;
GRANT EXECUTE ON FUNCTION may_submit(uuid, int[]), keep_event(jsonb, jsonb, uuid),
    tell_crossings(uuid, jsonb) TO kerege_search;
GRANT EXECUTE ON FUNCTION step_crossing(uuid, text, text, uuid[]),
    withdraw_event(uuid, text), tend_deconfliction() TO kerege_app;

CREATE POLICY deconfliction_crossing_read ON deconfliction_crossing FOR SELECT
    USING (keeper = (SELECT crossings_kept()));

-- Ownership goes last: who no longer owns a function revokes nothing.
ALTER FUNCTION crossings_kept() OWNER TO kerege_law;
ALTER FUNCTION submitting_desk(uuid) OWNER TO kerege_law;
ALTER FUNCTION may_submit(uuid, int[]) OWNER TO kerege_law;
ALTER FUNCTION desk_label(uuid, uuid) OWNER TO kerege_law;
ALTER FUNCTION crossing_mode(deconfliction_event, deconfliction_event) OWNER TO kerege_law;
ALTER FUNCTION keep_event(jsonb, jsonb, uuid) OWNER TO kerege_law;
ALTER FUNCTION tell_side(uuid, deconfliction_crossing, text, timestamptz, timestamptz) OWNER TO kerege_law;
ALTER FUNCTION tell_crossings(uuid, jsonb) OWNER TO kerege_law;
ALTER FUNCTION step_crossing(uuid, text, text, uuid[]) OWNER TO kerege_law;
ALTER FUNCTION withdraw_event(uuid, text) OWNER TO kerege_law;
ALTER FUNCTION tend_deconfliction() OWNER TO kerege_law;
