-- Places first: they tell live events apart far better than times do. And whatever a submission is told of is written
-- in a few statements, with one notice a desk.
DROP INDEX deconfliction_cover_where;
CREATE INDEX deconfliction_cover_where ON deconfliction_cover USING gist (area, during);

DROP TRIGGER deconfliction_conflict_told ON deconfliction_conflict;
DROP TRIGGER deconfliction_crossing_made ON deconfliction_crossing;
DROP TRIGGER deconfliction_crossing_moved ON deconfliction_crossing;
DROP FUNCTION crossing_waits();
SET LOCAL ROLE kerege_law;

-- Write the crossings of an event that this very transaction keeps, as each pair's choice says. `met` holds id, event,
-- owner of the other side, and the ids of both sides' rows. Answers with those that are told now.
CREATE OR REPLACE FUNCTION tell_crossings(mine uuid, met jsonb)
RETURNS TABLE (pair uuid, event uuid, owner uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    at timestamptz := viewer_instant();
    due timestamptz := at + interval '30 minutes';
    centre uuid := (SELECT p.id FROM directory_party p WHERE p.party_class = 'centre' ORDER BY p.since, p.id LIMIT 1);
    e deconfliction_event;
BEGIN
    SELECT * INTO e FROM deconfliction_event x
     WHERE x.id = mine AND x.made_at = at AND coalesce(x.officer, x.entered_by) = seen.officer
       AND x.xmin = pg_current_xact_id()::xid;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'crossings are told in the transaction of their event' USING ERRCODE = '42501';
    END IF;
    INSERT INTO deconfliction_crossing (id, keeper, mode, stage, first_event, first_desk, first_party, second_event,
        second_desk, second_party, made_at, due_at, moved_at, notes)
    SELECT m.id, CASE WHEN e.party = o.party THEN e.party ELSE centre END, o.told,
           CASE o.told WHEN 'both' THEN 'told' ELSE 'with_desk' END, e.id, e.owner, e.party, o.id, o.owner, o.party, at,
           due, at, '[]'
      FROM jsonb_to_recordset(met) AS m(id uuid, event uuid, owner uuid)
      JOIN (SELECT x.id, x.owner, x.party, crossing_mode(e, x) AS told FROM deconfliction_event x
             WHERE x.id IN (SELECT (w->>'event')::uuid FROM jsonb_array_elements(met) w) AND x.state = 'live') o
        ON o.id = m.event AND o.owner = m.owner
     WHERE o.told IS NOT NULL;
    INSERT INTO deconfliction_conflict (id, owner, label, pair, event, other_desk, other_party, stage, told_at, due_at)
    SELECT CASE x.id WHEN e.id THEN m.mine ELSE m.theirs END, x.owner, x.label, c.id, x.id,
           CASE x.id WHEN e.id THEN c.second_desk ELSE c.first_desk END,
           CASE x.id WHEN e.id THEN c.second_party ELSE c.first_party END, 'told', at, due
      FROM jsonb_to_recordset(met) AS m(id uuid, mine uuid, theirs uuid)
      JOIN deconfliction_crossing c ON c.id = m.id AND c.first_event = e.id AND c.stage = 'told'
      JOIN deconfliction_event x ON x.id IN (c.first_event, c.second_event);
    RETURN QUERY
    SELECT c.id, c.second_event, c.second_desk FROM jsonb_to_recordset(met) AS m(id uuid)
      JOIN deconfliction_crossing c ON c.id = m.id AND c.first_event = e.id AND c.stage = 'told' ORDER BY c.id;
END $$;

-- One notice for each desk that a statement told; it leads to the first of its conflicts.
CREATE OR REPLACE FUNCTION conflict_told() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM deconfliction_notice(t.owner, 'deconfliction.conflict', t.pairs[1], t.at)
       FROM (SELECT n.owner, array_agg(n.pair ORDER BY n.pair) AS pairs, max(n.told_at) AS at FROM told n
              GROUP BY n.owner) t;
    RETURN NULL;
END $$;

-- The desks that keep a party's crossings: the centre's duty desks, or the desks of the party's coordinators.
CREATE FUNCTION keeping_desks(of_party uuid, on_day date) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT DISTINCT a.desk FROM directory_appointment a JOIN directory_desk d ON d.id = a.desk
      JOIN directory_agency g ON g.id = d.agency JOIN directory_party p ON p.id = g.party
     WHERE p.id = of_party AND d.closed_on IS NULL AND a.since <= on_day AND coalesce(a.until >= on_day, true)
       AND a.role = CASE p.party_class WHEN 'centre' THEN 'duty' ELSE 'coordinator' END
$$;

CREATE FUNCTION crossings_made() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM deconfliction_notice(k.desk, 'deconfliction.crossing', t.ids[1], t.at)
       FROM (SELECT n.keeper, array_agg(n.id ORDER BY n.id) AS ids, max(n.moved_at) AS at FROM made n
              WHERE n.stage IN ('with_desk', 'late', 'escalated', 'cancelled') GROUP BY n.keeper) t
      CROSS JOIN LATERAL keeping_desks(t.keeper, t.at::date) AS k(desk);
    RETURN NULL;
END $$;

CREATE FUNCTION crossings_moved() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM deconfliction_notice(k.desk, 'deconfliction.crossing', t.ids[1], t.at)
       FROM (SELECT n.keeper, array_agg(n.id ORDER BY n.id) AS ids, max(n.moved_at) AS at
               FROM made n JOIN before b ON b.id = n.id
              WHERE n.stage IN ('late', 'escalated', 'cancelled') AND n.stage <> b.stage GROUP BY n.keeper) t
      CROSS JOIN LATERAL keeping_desks(t.keeper, t.at::date) AS k(desk);
    RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION keeping_desks(uuid, date), crossings_made(), crossings_moved() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION conflict_told(), crossings_made(), crossings_moved() TO kerege_owner;
RESET ROLE;

CREATE TRIGGER deconfliction_conflict_told AFTER INSERT ON deconfliction_conflict
    REFERENCING NEW TABLE AS told FOR EACH STATEMENT EXECUTE FUNCTION conflict_told();
CREATE TRIGGER deconfliction_crossing_made AFTER INSERT ON deconfliction_crossing
    REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION crossings_made();
CREATE TRIGGER deconfliction_crossing_moved AFTER UPDATE ON deconfliction_crossing
    REFERENCING OLD TABLE AS before NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION crossings_moved();
