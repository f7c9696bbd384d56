-- What requests do past the row policies. Each function verifies the signed viewer first. A copy belongs to its holder;
-- the other side's copy is written here alone, by whose turn it is, and never read.

-- A draft of the viewer's own: the one copy that a thread begins with. `given` holds its content.
CREATE FUNCTION request_draft(given jsonb) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    made requests_copy;
BEGIN
    IF NOT seen.active OR seen.role IN ('administrator', 'auditor', 'data_protection') THEN
        RETURN false;
    END IF;
    made := jsonb_populate_record(NULL::requests_copy, given);
    IF EXISTS (SELECT FROM requests_copy c WHERE c.thread = made.thread
                AND NOT (c.side = 'asker' AND c.state = 'draft' AND c.owner = ANY (own_desks()))) THEN
        RETURN false;
    END IF;
    DELETE FROM requests_copy c WHERE c.thread = made.thread;
    made.owner := seen.desk;
    made.label := keeper_label(seen.desk);
    made.side := 'asker';
    made.state := 'draft';
    made.open := true;
    made.asker_desk := seen.desk;
    made.asker_party := seen.party;
    made.asked_party := (SELECT g.party FROM directory_desk d JOIN directory_agency g ON g.id = d.agency
                          WHERE d.id = made.asked_desk);
    made.officer_number := (SELECT o.number FROM directory_officer o WHERE o.id = seen.officer);
    INSERT INTO requests_copy SELECT made.*;
    RETURN true;
END $$;

-- One step of a thread, or a note in its history, by the side whose turn it is. `shared` changes every copy, `own` those
-- of the acting side; `cards` are new copies, `lines` what is written into the histories, each with a fresh id. It happens
-- at the instant that the context was signed for; an alarm of the node at the instant that it was due.
CREATE FUNCTION request_step(in_thread uuid, as_side text, step text, to_state text, shared jsonb, own jsonb,
    cards jsonb, lines jsonb, told_at timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    mine uuid[] := own_desks();
    source requests_copy; card requests_copy; new requests_copy; given record;
    ours boolean; hidden boolean; answering boolean;
BEGIN
    PERFORM FROM requests_copy c WHERE c.thread = in_thread ORDER BY c.owner, c.id FOR UPDATE;
    SELECT * INTO source FROM requests_copy c WHERE c.thread = in_thread AND c.side <> 'watch'
     ORDER BY array_position(ARRAY['asked', 'asked_gate', 'asker', 'asker_gate'], c.side) LIMIT 1;
    IF NOT FOUND OR NOT request_turn(in_thread, as_side, seen, mine) THEN
        RETURN false;
    END IF;
    -- A note leaves the state, whatever its writer knows of it: the asker's must not fail where the truth is hidden.
    IF request_note(as_side, step) THEN
        to_state := source.state;
    ELSIF NOT request_move(as_side, source.state, step, to_state) THEN
        RETURN false;
    END IF;
    IF step = 'send' AND NOT (source.officer_number = (SELECT o.number FROM directory_officer o WHERE o.id = seen.officer)
            OR seen.role IN ('releasing', 'coordinator')) THEN
        RETURN false;
    END IF;
    IF as_side <> 'clock' THEN
        told_at := viewer_instant();
    END IF;
    hidden := step IN ('prepare', 'seal', 'send_back', 'let_in');
    answering := as_side IN ('asked', 'asked_gate', 'clock');
    FOR given IN SELECT * FROM jsonb_to_recordset(cards) AS x(id uuid, owner uuid, side text) LOOP
        IF NOT request_holder(source, given.owner, given.side, seen.system) THEN
            RETURN false;
        END IF;
        new := source;
        new.id := given.id;
        new.owner := given.owner;
        new.label := keeper_label(given.owner);
        new.side := given.side;
        new.open := true;
        IF given.side <> 'asker_gate' THEN
            new.report := NULL;
            new.hit := NULL;
        END IF;
        IF given.side = 'watch' THEN
            new.question := ''; new.translation := ''; new.translator := ''; new.reference := ''; new.basis := '';
            new.purpose := ''; new.officer_number := ''; new.prepared := '{}'; new.own_outcome := '';
            new.records := '[]'; new.ground := ''; new.handling := '[]'; new.action := ''; new.expires_on := NULL;
            new.slot_at := NULL; new.state := 'sent'; new.urgent_for := ''; new.nominal := false;
        END IF;
        INSERT INTO requests_copy SELECT new.* ON CONFLICT DO NOTHING;
    END LOOP;
    FOR card IN SELECT * FROM requests_copy c WHERE c.thread = in_thread LOOP
        ours := request_group(card.side) = request_group(as_side);
        CONTINUE WHEN hidden AND request_group(card.side) = 'asker';
        new := jsonb_populate_record(card, shared);
        IF ours OR (as_side = 'clock' AND request_group(card.side) = 'asked') THEN
            new := jsonb_populate_record(new, own);
        END IF;
        new.state := CASE WHEN card.side = 'watch' THEN card.state
                          WHEN request_group(card.side) = 'asker' AND NOT request_note(as_side, step)
                          THEN request_shown(to_state)
                          WHEN request_group(card.side) = 'asker' THEN card.state ELSE to_state END;
        UPDATE requests_copy c
           SET state = new.state, open = NOT (to_state IN ('returned', 'expired', 'closed', 'withdrawn')
                   OR (request_group(card.side) <> 'asker' AND to_state IN ('answered', 'refused', 'nothing'))),
               started_at = new.started_at, due_at = new.due_at, stop = new.stop, stopped_at = new.stopped_at,
               stop_ends_at = new.stop_ends_at, closed_at = new.closed_at, useful = new.useful,
               use_waiting = new.use_waiting,
               rung = CASE WHEN as_side IN ('clock', 'asker') OR answering THEN new.rung ELSE card.rung END,
               outcome = CASE WHEN answering THEN new.outcome ELSE card.outcome END,
               late = CASE WHEN answering THEN new.late ELSE card.late END,
               ground = CASE WHEN answering THEN new.ground ELSE card.ground END,
               records = CASE WHEN answering AND card.side <> 'watch' THEN new.records ELSE card.records END,
               first_answer_at = CASE WHEN answering THEN new.first_answer_at ELSE card.first_answer_at END,
               letter_in = CASE WHEN card.side <> 'watch' THEN new.letter_in ELSE card.letter_in END,
               on_behalf = CASE WHEN answering THEN new.on_behalf ELSE card.on_behalf END,
               own_outcome = CASE WHEN answering AND request_group(card.side) = 'asked' THEN new.own_outcome
                                  ELSE card.own_outcome END,
               slot_at = CASE WHEN answering AND request_group(card.side) = 'asked' THEN new.slot_at ELSE card.slot_at END,
               prepared = CASE WHEN answering AND request_group(card.side) = 'asked' THEN new.prepared
                               ELSE card.prepared END
         WHERE c.owner = card.owner AND c.id = card.id;
        INSERT INTO requests_line (id, owner, label, thread, at, place, what, by_side, by_desk, by_number, text,
            translation, translator, detail)
        SELECT x.id, card.owner, card.label, in_thread, told_at,
               (SELECT count(*) FROM requests_line l WHERE l.owner = card.owner AND l.thread = in_thread),
               coalesce(x.what, step), as_side,
               CASE WHEN as_side = 'clock' THEN NULL WHEN ours THEN seen.desk
                    WHEN request_group(as_side) = 'asked' THEN source.asked_desk ELSE source.asker_desk END,
               CASE WHEN ours THEN (SELECT o.number FROM directory_officer o WHERE o.id = seen.officer) ELSE '' END,
               coalesce(x.text, ''), coalesce(x.translation, ''), coalesce(x.translator, ''), coalesce(x.detail, '{}')
          FROM jsonb_to_recordset(lines) AS x(id uuid, side text, what text, text text, translation text,
               translator text, detail jsonb)
         WHERE x.side = card.side AND (card.side <> 'watch' OR as_side = 'clock');
    END LOOP;
    RETURN true;
END $$;

-- Asker and his coordinator are one group, the asked desk and its coordinator the other.
CREATE FUNCTION request_group(side text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
    SELECT CASE WHEN side IN ('asker', 'asker_gate') THEN 'asker' WHEN side IN ('asked', 'asked_gate') THEN 'asked'
                ELSE side END
$$;

-- Whether the viewer acts for a side of a thread: he holds its copy; at a gate he is the coordinator of that party.
CREATE FUNCTION request_turn(in_thread uuid, as_side text, seen viewer_row, mine uuid[]) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF as_side = 'clock' THEN
        RETURN seen.system = 'requests';
    END IF;
    IF NOT seen.active OR seen.role IN ('administrator', 'auditor', 'data_protection', 'post') THEN
        RETURN false;
    END IF;
    IF as_side IN ('asker_gate', 'asked_gate') AND seen.role <> 'coordinator' THEN
        RETURN false;
    END IF;
    RETURN EXISTS (SELECT FROM requests_copy c WHERE c.thread = in_thread AND c.owner = ANY (mine)
        AND CASE WHEN as_side IN ('asker', 'asked') THEN c.side = as_side
                 ELSE request_group(c.side) = request_group(as_side) END);
END $$;

-- Whether a desk may get a copy for a side: the asked desk itself, a coordinator's of that party, the duty desk.
CREATE FUNCTION request_holder(source requests_copy, holder uuid, side text, system text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    home record;
BEGIN
    SELECT g.party, d.kind, p.party_class INTO home FROM directory_desk d JOIN directory_agency g ON g.id = d.agency
      JOIN directory_party p ON p.id = g.party WHERE d.id = holder;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    IF side = 'asked' THEN
        RETURN holder = source.asked_desk;
    END IF;
    IF side = 'watch' THEN
        RETURN system = 'requests' AND home.kind = 'duty' AND home.party_class = 'centre';
    END IF;
    RETURN home.party = CASE side WHEN 'asker_gate' THEN source.asker_party WHEN 'asked_gate' THEN source.asked_party END
       AND EXISTS (SELECT FROM directory_appointment a WHERE a.desk = holder AND a.role = 'coordinator');
END $$;

-- What the node needs of a thread to wind its clock: no word of its content.
CREATE FUNCTION request_clock(in_thread uuid) RETURNS TABLE (kind varchar, state varchar, urgency varchar,
    started_at timestamptz, due_at timestamptz, stop varchar, stopped_at timestamptz, stop_ends_at timestamptz,
    rung smallint, slot_at timestamptz, expires_on date, outcome varchar, asker_desk uuid, asked_desk uuid,
    asked_party uuid, sides text[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    IF seen.system <> 'requests' THEN
        RAISE EXCEPTION 'only the node winds clocks' USING ERRCODE = '42501';
    END IF;
    RETURN QUERY
    SELECT c.kind, c.state, c.urgency, c.started_at, c.due_at, c.stop, c.stopped_at, c.stop_ends_at, c.rung, c.slot_at,
           c.expires_on, c.outcome, c.asker_desk, c.asked_desk, c.asked_party,
           (SELECT array_agg(o.side::text) FROM requests_copy o WHERE o.thread = in_thread)
      FROM requests_copy c WHERE c.thread = in_thread AND c.side <> 'watch'
     ORDER BY array_position(ARRAY['asked', 'asked_gate', 'asker', 'asker_gate'], c.side) LIMIT 1;
END $$;

GRANT SELECT, INSERT, UPDATE, DELETE ON requests_copy TO kerege_law;
GRANT SELECT, INSERT ON requests_line TO kerege_law;
REVOKE INSERT ON requests_copy, requests_line FROM kerege_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON requests_tick TO kerege_app;

-- How parties let requests out and in, and the adopted profile: any viewer reads, its own hand adds, nobody changes.
ALTER TABLE requests_gate ENABLE ROW LEVEL SECURITY;
ALTER TABLE requests_gate FORCE ROW LEVEL SECURITY;
CREATE POLICY requests_gate_read ON requests_gate FOR SELECT USING ((SELECT someone_views()));
CREATE POLICY requests_gate_add ON requests_gate FOR INSERT WITH CHECK (coordinates(party));
GRANT SELECT, INSERT ON requests_gate TO kerege_app;
ALTER TABLE requests_adopted ENABLE ROW LEVEL SECURITY;
ALTER TABLE requests_adopted FORCE ROW LEVEL SECURITY;
CREATE POLICY requests_adopted_read ON requests_adopted FOR SELECT USING ((SELECT someone_views()));
CREATE POLICY requests_adopted_add ON requests_adopted FOR INSERT WITH CHECK ((SELECT keeps_registry()));
GRANT SELECT, INSERT ON requests_adopted TO kerege_app;

REVOKE EXECUTE ON FUNCTION request_draft(jsonb), request_move(text, text, text, text), request_note(text, text),
    request_shown(text), request_group(text), request_turn(uuid, text, viewer_row, uuid[]),
    request_holder(requests_copy, uuid, text, text), request_clock(uuid),
    request_step(uuid, text, text, text, jsonb, jsonb, jsonb, jsonb, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION request_move(text, text, text, text), request_note(text, text), request_shown(text),
    request_group(text), request_turn(uuid, text, viewer_row, uuid[]), request_holder(requests_copy, uuid, text, text)
    TO kerege_law;
GRANT EXECUTE ON FUNCTION request_draft(jsonb), request_clock(uuid),
    request_step(uuid, text, text, text, jsonb, jsonb, jsonb, jsonb, timestamptz) TO kerege_app;

-- Ownership goes last: who no longer owns a function revokes nothing.
ALTER FUNCTION request_draft(jsonb) OWNER TO kerege_law;
ALTER FUNCTION request_step(uuid, text, text, text, jsonb, jsonb, jsonb, jsonb, timestamptz) OWNER TO kerege_law;
ALTER FUNCTION request_turn(uuid, text, viewer_row, uuid[]) OWNER TO kerege_law;
ALTER FUNCTION request_holder(requests_copy, uuid, text, text) OWNER TO kerege_law;
ALTER FUNCTION request_clock(uuid) OWNER TO kerege_law;
