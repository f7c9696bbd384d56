-- How a thread moves: what the caller gives is judged here, what follows from the thread and the signed instant is worked
-- out here. Nobody sets a clock, an outcome or another side's words from outside. The functions of before are replaced.

DROP FUNCTION request_step(uuid, text, text, text, jsonb, jsonb, jsonb, jsonb, timestamptz);
DROP FUNCTION request_holder(requests_copy, uuid, text, text);
DROP FUNCTION request_move(text, text, text, text);
DROP FUNCTION request_draft(jsonb);

-- The instant in whole microseconds, and back: exact, so that the rules of the room and these agree to the last of them.
CREATE FUNCTION request_micros(at timestamptz) RETURNS bigint
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
    SELECT (extract(epoch FROM at) * 1000000)::bigint
$$;

-- A quarter of a clock in microseconds; a half goes to the even neighbour.
CREATE FUNCTION request_quarter(started timestamptz, due timestamptz) RETURNS bigint
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
    SELECT CASE span % 4 WHEN 3 THEN span / 4 + 1 WHEN 2 THEN span / 4 + (span / 4) % 2 ELSE span / 4 END
      FROM (SELECT request_micros(due) - request_micros(started) AS span) s
$$;

-- The alarm that a thread waits for, and when: the twin of `next_alarm` in rules/clocks.py. No row: it waits for none.
CREATE FUNCTION request_ring(c requests_copy) RETURNS TABLE (step text, at timestamptz)
LANGUAGE plpgsql IMMUTABLE SET search_path = public, pg_temp AS $$
DECLARE
    quarter bigint := request_quarter(c.started_at, c.due_at);
BEGIN
    IF c.state = 'in_force' THEN
        RETURN QUERY SELECT 'expire', (c.expires_on + 1)::timestamp AT TIME ZONE 'UTC';
    ELSIF c.state = 'sealed' THEN
        RETURN QUERY SELECT 'unseal', c.slot_at;
    ELSIF c.due_at IS NULL OR c.first_answer_at IS NOT NULL OR c.state NOT IN ('their_gate', 'sent', 'acknowledged',
            'accepted', 'clarifying', 'authorising', 'third_party', 'prepared') THEN
        RETURN;
    ELSIF c.stop <> '' THEN
        RETURN QUERY SELECT 'run_on', c.stop_ends_at;
    ELSIF c.rung = 0 THEN
        RETURN QUERY SELECT 'remind', c.due_at - quarter * interval '1 microsecond';
    ELSIF c.rung = 1 THEN
        RETURN QUERY SELECT 'run_out', c.due_at;
    ELSIF c.rung = 2 THEN
        RETURN QUERY SELECT 'escalate',
            c.due_at + least(greatest(quarter * interval '1 microsecond', interval '1 hour'), interval '24 hours');
    END IF;
END $$;

-- The copy that knows most of a thread: the asked side's, as soon as there is one.
CREATE FUNCTION request_truth(in_thread uuid) RETURNS requests_copy
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT c FROM requests_copy c WHERE c.thread = in_thread AND c.side <> 'watch'
     ORDER BY array_position(ARRAY['asked', 'asked_gate', 'asker', 'asker_gate'], c.side) LIMIT 1
$$;

-- Set when the node looks at a thread next, from the thread itself.
CREATE FUNCTION request_wound(in_thread uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    next record;
BEGIN
    SELECT r.step, r.at INTO next FROM request_ring(request_truth(in_thread)) r;
    IF next.at IS NULL THEN
        DELETE FROM requests_tick t WHERE t.thread = in_thread;
    ELSE
        INSERT INTO requests_tick (id, thread, next_at) VALUES (in_thread, in_thread, next.at)
        ON CONFLICT (thread) DO UPDATE SET next_at = next.at;
    END IF;
END $$;

-- The same for a worker that came by and found nothing to do.
CREATE FUNCTION request_wind(in_thread uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF (verified_viewer()).system <> 'requests' THEN
        RAISE EXCEPTION 'only the node winds clocks' USING ERRCODE = '42501';
    END IF;
    PERFORM request_wound(in_thread);
END $$;

-- Whether the viewer is the node winding clocks: the fence of `requests_tick`.
CREATE FUNCTION winds_requests() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT (verified_viewer()).system = 'requests'
$$;

-- The profile of clocks in force.
CREATE FUNCTION request_profile() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce((SELECT a.profile FROM requests_adopted a ORDER BY a.recorded_at DESC, a.id DESC LIMIT 1),
                    'directive-2023-977')
$$;

-- When a clock that starts at an instant ends; null when what was given for calendar days is not such an end. (The end of
-- the last calendar day is worked out by the room, in the zone of the centre's seat: here it is held to that day.)
CREATE FUNCTION request_due(c requests_copy, given timestamptz, at timestamptz) RETURNS timestamptz
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    span interval := request_span(request_profile(), c.urgency);
BEGIN
    RETURN CASE
        WHEN c.urgency = 'now' THEN CASE WHEN c.hold_until > at AND c.hold_until <= at + span THEN c.hold_until END
        WHEN c.urgency = 'hours_8' THEN at + span
        WHEN given > at + span - interval '2 hours' AND given <= at + span + interval '26 hours' THEN given END;
END $$;

-- When a clock ends that stood still and runs again: to the second if urgent, else by whole days.
CREATE FUNCTION request_resumed(c requests_copy, given timestamptz, at timestamptz) RETURNS timestamptz
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
    SELECT CASE
        WHEN c.urgency IN ('now', 'hours_8') THEN c.due_at + (at - c.stopped_at)
        WHEN given >= c.due_at AND abs(extract(epoch FROM (given - c.due_at) - (at - c.stopped_at))) <= 26 * 3600
        THEN given END
$$;

-- Whether a party wants something of its gate: the newest row holds.
CREATE FUNCTION request_gate(of_party uuid) RETURNS requests_gate
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT g FROM requests_gate g WHERE g.party = of_party ORDER BY g.recorded_at DESC, g.id DESC LIMIT 1
$$;

-- Where a request that goes out stands then: the gates of both parties say so. No gate inside one party.
CREATE FUNCTION request_way(c requests_copy, at_step text, seen viewer_row) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT CASE
        WHEN c.asked_party = c.asker_party THEN 'sent'
        WHEN at_step = 'send' AND seen.role <> 'coordinator' AND (request_gate(c.asker_party)).outgoing = 'through'
        THEN 'own_gate'
        WHEN (request_gate(c.asked_party)).incoming = 'through' THEN 'their_gate'
        ELSE 'sent' END
$$;

-- Whether the law between the parties lets this viewer's party and the other exchange: no suspension, and for persons an
-- agreement of both.
CREATE FUNCTION request_lawful(other uuid, names_persons boolean, seen viewer_row) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT other = seen.party OR (NOT other = ANY (estranged_parties(seen))
        AND (NOT names_persons OR ARRAY[other, seen.party] <@ nominal_parties(seen.day)))
$$;

-- Whether this viewer may take this step now with what he gives: beyond whose turn it is and what the course allows.
CREATE FUNCTION request_may(truth requests_copy, face requests_copy, as_side text, step text, to_state text, given jsonb,
    seen viewer_row) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    own_number text := (SELECT o.number FROM directory_officer o WHERE o.id = seen.officer);
    approves boolean := seen.role IN ('releasing', 'coordinator');
BEGIN
    IF as_side = 'clock' THEN
        RETURN EXISTS (SELECT FROM request_ring(truth) r WHERE r.step = request_may.step AND r.at <= viewer_instant());
    END IF;
    IF step IN ('send', 'let_out') THEN
        RETURN to_state = request_way(truth, step, seen) AND request_lawful(truth.asked_party, truth.nominal, seen)
           AND (step = 'let_out' OR truth.officer_number = own_number OR approves);
    END IF;
    IF step IN ('answer', 'answer_partly', 'refuse', 'seal') AND truth.kind = 'request' THEN
        IF truth.state = 'prepared' THEN
            IF NOT approves OR truth.prepared->>'by' = own_number THEN
                RETURN false;
            END IF;
        ELSIF coalesce((request_gate(truth.asked_party)).second_approver, false) THEN
            RETURN false;
        END IF;
    END IF;
    RETURN CASE
        WHEN step IN ('answer', 'answer_partly') THEN request_lawful(truth.asker_party, false, seen)
        WHEN step = 'refuse' THEN coalesce(given->>'ground', '') <> '' OR truth.kind = 'look_out'
        WHEN step = 'seal' THEN given->>'own_outcome' IN ('no_information', 'withheld')
        WHEN step = 'prepare' THEN given->'prepared'->>'by' = own_number
        WHEN step IN ('put_in_force', 'send_back') THEN approves
        WHEN step IN ('grant_use', 'refuse_use') THEN approves AND truth.use_waiting <> ''
        WHEN step = 'ask_use' THEN truth.use_waiting = '' AND given->>'use' IN ('onward', 'evidence')
            AND face.state IN ('partly', 'answered', 'refused', 'nothing', 'closed')
        WHEN step = 'close' THEN given->>'useful' IN ('useful', 'partly', 'not_useful')
        ELSE true END;
END $$;

-- Whether a desk may get a copy for a side by this step: the asked desk when it is reached; a coordinator's desk where its
-- party wants one; when no answer came the coordinator of the asked party, then the duty desk.
CREATE FUNCTION request_holder(c requests_copy, holder uuid, side text, step text, to_state text) RETURNS boolean
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
        RETURN holder = c.asked_desk AND to_state = 'sent' AND step IN ('send', 'let_out', 'let_in');
    ELSIF side = 'watch' THEN
        RETURN step = 'escalate' AND home.kind = 'duty' AND home.party_class = 'centre';
    ELSIF NOT EXISTS (SELECT FROM directory_appointment a WHERE a.desk = holder AND a.role = 'coordinator') THEN
        RETURN false;
    ELSIF side = 'asker_gate' THEN
        RETURN home.party = c.asker_party AND step = 'send'
           AND (request_gate(c.asker_party)).outgoing IN ('copy', 'through');
    END IF;
    RETURN side = 'asked_gate' AND home.party = c.asked_party AND (step = 'run_out' OR (step IN ('send', 'let_out')
       AND to_state <> 'own_gate' AND (request_gate(c.asked_party)).incoming IN ('copy', 'through')));
END $$;

-- What a thread is after a step: clocks from the thread and the instant, outcomes from the step, words from what was given.
-- Null when what was given for a clock cannot be.
CREATE FUNCTION request_after(truth requests_copy, step text, to_state text, given jsonb, at timestamptz)
RETURNS requests_copy
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    new requests_copy := truth;
    due timestamptz := (given->>'due_at')::timestamptz;
    urgent text := CASE WHEN truth.urgency IN ('now', 'hours_8') THEN ' urgent' ELSE '' END;
    answers boolean := step IN ('answer', 'answer_partly', 'refuse');
BEGIN
    IF NOT request_note('clock', step) AND NOT step IN ('letter', 'ask_use', 'grant_use', 'refuse_use') THEN
        new.state := to_state;
    END IF;
    IF step IN ('send', 'let_out') AND to_state IN ('sent', 'their_gate') THEN
        new.started_at := at;
        IF truth.kind = 'request' THEN
            new.due_at := request_due(truth, due, at);
            IF new.due_at IS NULL THEN
                RETURN NULL;
            END IF;
        END IF;
    ELSIF step IN ('accept', 'clarify', 'run_on') AND truth.stop <> '' THEN
        new.due_at := request_resumed(truth, due, at);
        IF new.due_at IS NULL THEN
            RETURN NULL;
        END IF;
    ELSIF step IN ('ask_clarification', 'await_authorisation', 'ask_third_party') THEN
        new.stop := CASE step WHEN 'ask_clarification' THEN 'clarification' WHEN 'await_authorisation'
            THEN 'authorisation' ELSE 'third_party' END;
        new.stopped_at := at;
        new.stop_ends_at := at + request_span(request_profile(), new.stop || urgent);
    ELSIF step = 'seal' THEN
        new.slot_at := truth.started_at + interval '1 microsecond' * (request_quarter(truth.started_at, truth.due_at)
            * (greatest(0, (request_micros(at) - request_micros(truth.started_at))
                / request_quarter(truth.started_at, truth.due_at)) + 1));
        new.own_outcome := given->>'own_outcome';
    ELSIF step = 'unseal' THEN
        new.outcome := 'nothing';
        new.first_answer_at := at;
        new.late := at > truth.due_at;
        new.slot_at := NULL;
    ELSIF step = 'close' THEN
        new.useful := given->>'useful';
    ELSIF step = 'ask_use' THEN
        new.use_waiting := given->>'use';
    ELSIF step IN ('grant_use', 'refuse_use') THEN
        new.use_waiting := '';
        new.given_under := CASE WHEN step = 'refuse_use' THEN truth.given_under
            WHEN truth.use_waiting = 'evidence' THEN truth.given_under - 'H1'
            ELSE truth.given_under - 'H2' - 'ask_first' END;
    ELSIF step = 'letter' THEN
        new.letter_in := left(coalesce(given->>'letter', ''), 60);
    ELSIF step = 'prepare' THEN
        new.prepared := given->'prepared';
    ELSIF step IN ('remind', 'run_out', 'escalate') THEN
        new.rung := array_position(ARRAY['remind', 'run_out', 'escalate'], step);
    END IF;
    IF step = 'run_out' THEN
        new.outcome := coalesce(nullif(truth.outcome, ''), 'no_answer');
        new.late := true;
    END IF;
    IF step IN ('accept', 'clarify', 'run_on') OR answers THEN
        new.stop := '';
        new.stopped_at := NULL;
        new.stop_ends_at := NULL;
    END IF;
    IF step IN ('seal', 'send_back') OR answers THEN
        new.prepared := '{}';
    END IF;
    IF answers THEN
        new.outcome := CASE step WHEN 'answer' THEN 'full' WHEN 'answer_partly' THEN 'partial' ELSE 'refused' END;
        new.own_outcome := new.outcome;
        new.given_under := CASE step WHEN 'refuse' THEN '[]' ELSE '["H1", "H2", "ask_first"]' END;
        new.ground := CASE step WHEN 'refuse' THEN left(coalesce(given->>'ground', ''), 24) ELSE '' END;
        new.records := (SELECT coalesce(jsonb_agg(DISTINCT r.id::text ORDER BY r.id::text), '[]') FROM (
            SELECT jsonb_array_elements_text(truth.records)::uuid AS id UNION ALL
            SELECT jsonb_array_elements_text(coalesce(given->'records', '[]'))::uuid) r);
        new.late := truth.late OR (truth.stop = '' AND coalesce(at > truth.due_at, false));
        new.first_answer_at := coalesce(truth.first_answer_at, at);
    END IF;
    IF step IN ('close', 'withdraw', 'expire') THEN
        new.closed_at := at;
    END IF;
    RETURN new;
END $$;

-- A new copy for a holder: from a copy of his own side if there is one, else from what the asker sent; nothing of the
-- other side's deliberation. The duty desk's has no content.
CREATE FUNCTION request_copied(in_thread uuid, side text) RETURNS requests_copy
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    new requests_copy;
BEGIN
    SELECT * INTO new FROM requests_copy c WHERE c.thread = in_thread AND c.side <> 'watch'
     ORDER BY request_group(c.side) = request_group(request_copied.side) DESC, c.side = 'asker' DESC LIMIT 1;
    IF request_group(side) <> 'asker' AND request_group(new.side) = 'asker' THEN
        new.report := NULL;
        new.hit := NULL;
        new.letter_in := '';
    END IF;
    IF side = 'watch' THEN
        new.question := ''; new.translation := ''; new.translator := ''; new.reference := ''; new.basis := '';
        new.purpose := ''; new.officer_number := ''; new.prepared := '{}'; new.own_outcome := '';
        new.records := '[]'; new.given_under := '[]'; new.ground := ''; new.handling := '[]'; new.action := ''; new.expires_on := NULL;
        new.slot_at := NULL; new.state := 'sent'; new.urgent_for := ''; new.nominal := false; new.report := NULL;
        new.hit := NULL; new.letter_in := ''; new.letter_out := ''; new.hold_until := NULL; new.use_waiting := '';
        new.stop := ''; new.stopped_at := NULL; new.stop_ends_at := NULL;
    END IF;
    new.side := side;
    new.open := true;
    RETURN new;
END $$;

-- One step of a thread, or a note in its history, by the side whose turn it is. `cards` are new copies, `lines` the words
-- that go into the histories, one for each copy, each with a fresh id.
CREATE FUNCTION request_step(in_thread uuid, as_side text, step text, to_state text, given jsonb, cards jsonb, lines jsonb)
RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    moment timestamptz := viewer_instant();
    truth requests_copy; face requests_copy; card requests_copy; new requests_copy; added record; passed boolean;
BEGIN
    PERFORM FROM requests_copy c WHERE c.thread = in_thread ORDER BY c.owner, c.id FOR UPDATE;
    truth := request_truth(in_thread);
    IF truth.id IS NULL OR NOT request_turn(in_thread, as_side, seen, own_desks()) THEN
        RETURN false;
    END IF;
    -- The asker is judged by what he sees: what the other side deliberates neither helps nor hinders him.
    SELECT * INTO face FROM requests_copy c WHERE c.thread = in_thread AND c.side <> 'watch'
     ORDER BY request_group(c.side) = request_group(as_side) DESC,
              array_position(ARRAY['asked', 'asked_gate', 'asker', 'asker_gate'], c.side) LIMIT 1;
    IF step = 'send_back' THEN
        to_state := CASE WHEN truth.first_answer_at IS NOT NULL THEN 'partly'
            WHEN EXISTS (SELECT FROM requests_copy c WHERE c.thread = in_thread AND c.side = 'asked') THEN 'accepted'
            ELSE 'their_gate' END;
    END IF;
    IF request_note(as_side, step) THEN
        to_state := truth.state;
    ELSIF NOT request_course(truth.kind, as_side, face.state, step, to_state) THEN
        RETURN false;
    END IF;
    IF NOT coalesce(request_may(truth, face, as_side, step, to_state, given, seen), false) THEN
        RETURN false;
    END IF;
    IF as_side = 'clock' THEN
        SELECT r.at INTO moment FROM request_ring(truth) r;
    END IF;
    new := request_after(truth, step, to_state, given, moment);
    IF new.id IS NULL THEN
        RETURN false;
    END IF;
    FOR added IN SELECT * FROM jsonb_to_recordset(cards) AS x(id uuid, owner uuid, side text) LOOP
        IF NOT request_holder(truth, added.owner, added.side, step, to_state) THEN
            RETURN false;
        END IF;
        card := request_copied(in_thread, added.side);
        card.id := added.id;
        card.owner := added.owner;
        card.label := keeper_label(added.owner);
        INSERT INTO requests_copy SELECT card.* ON CONFLICT DO NOTHING;
    END LOOP;
    IF to_state IN ('sent', 'their_gate') AND NOT EXISTS (SELECT FROM requests_copy c WHERE c.thread = in_thread
            AND c.side = CASE to_state WHEN 'sent' THEN 'asked' ELSE 'asked_gate' END) THEN
        RETURN false;
    END IF;
    FOR card IN SELECT * FROM requests_copy c WHERE c.thread = in_thread LOOP
        CONTINUE WHEN step IN ('prepare', 'seal', 'send_back', 'let_in') AND request_group(card.side) = 'asker';
        PERFORM request_written(card, new, as_side, step, to_state);
        INSERT INTO requests_line (id, owner, label, thread, at, place, what, by_side, by_desk, by_number, text,
            translation, translator, detail)
        SELECT x.id, card.owner, card.label, in_thread, moment,
               (SELECT count(*) FROM requests_line l WHERE l.owner = card.owner AND l.thread = in_thread),
               step, as_side,
               CASE WHEN as_side = 'clock' THEN NULL WHEN request_group(card.side) = request_group(as_side) THEN seen.desk
                    WHEN request_group(as_side) = 'asked' THEN truth.asked_desk ELSE truth.asker_desk END,
               CASE WHEN request_group(card.side) = request_group(as_side)
                    THEN coalesce((SELECT o.number FROM directory_officer o WHERE o.id = seen.officer), '') ELSE '' END,
               coalesce(x.text, ''), coalesce(x.translation, ''), coalesce(x.translator, ''), coalesce(x.detail, '{}')
          FROM jsonb_to_recordset(lines) AS x(id uuid, side text, text text, translation text, translator text,
               detail jsonb)
         WHERE x.side = card.side AND (card.side <> 'watch' OR as_side = 'clock') LIMIT 1;
    END LOOP;
    PERFORM request_wound(in_thread);
    RETURN true;
END $$;

-- One copy after a step: what its holder may know of it.
CREATE FUNCTION request_written(card requests_copy, new requests_copy, as_side text, step text, to_state text)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    whose text := request_group(card.side);
    note boolean := request_note(as_side, step);
BEGIN
    IF whose = 'watch' THEN
        UPDATE requests_copy c SET open = card.open AND NOT (to_state = ANY (ARRAY['returned', 'expired', 'closed',
                'withdrawn', 'answered', 'partly', 'refused', 'nothing'])),
               due_at = new.due_at, rung = new.rung, late = new.late, first_answer_at = new.first_answer_at,
               closed_at = new.closed_at,
               outcome = CASE WHEN step = 'run_out' THEN new.outcome ELSE card.outcome END
         WHERE c.owner = card.owner AND c.id = card.id;
        RETURN;
    END IF;
    UPDATE requests_copy c
       SET state = CASE WHEN note THEN card.state WHEN whose = 'asker' THEN request_shown(to_state) ELSE to_state END,
           open = NOT (to_state IN ('returned', 'expired', 'closed', 'withdrawn')
                       OR (whose = 'asked' AND to_state IN ('answered', 'refused', 'nothing'))),
           started_at = new.started_at, due_at = new.due_at, stop = new.stop, stopped_at = new.stopped_at,
           stop_ends_at = new.stop_ends_at, closed_at = new.closed_at, useful = new.useful,
           use_waiting = new.use_waiting, outcome = new.outcome, late = new.late, ground = new.ground,
           records = new.records, given_under = new.given_under, first_answer_at = new.first_answer_at,
           letter_in = CASE WHEN step = 'letter' THEN new.letter_in ELSE card.letter_in END,
           on_behalf = card.on_behalf OR (step = 'letter' AND as_side = 'asked'),
           rung = CASE WHEN whose = 'asked' THEN new.rung ELSE card.rung END,
           own_outcome = CASE WHEN whose = 'asked' THEN new.own_outcome ELSE '' END,
           slot_at = CASE WHEN whose = 'asked' THEN new.slot_at END,
           prepared = CASE WHEN whose = 'asked' THEN new.prepared ELSE '{}' END
     WHERE c.owner = card.owner AND c.id = card.id;
END $$;

-- A draft of the viewer's own, kept anew or changed: the one copy that a thread begins with. `given` holds its content,
-- `line` the id of the line under which the former content stays in its history.
CREATE FUNCTION request_draft(given jsonb, line uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    made requests_copy; former requests_copy;
BEGIN
    IF NOT seen.active OR seen.role IN ('administrator', 'auditor', 'data_protection', 'post') THEN
        RETURN false;
    END IF;
    made := jsonb_populate_record(NULL::requests_copy, given);
    SELECT * INTO former FROM requests_copy c WHERE c.thread = made.thread ORDER BY c.id LIMIT 1 FOR UPDATE;
    IF FOUND AND NOT (former.side = 'asker' AND former.state = 'draft' AND former.owner = ANY (own_desks())) THEN
        RETURN false;
    END IF;
    made.officer_number := (SELECT o.number FROM directory_officer o WHERE o.id = seen.officer);
    IF former.id IS NOT NULL THEN
        INSERT INTO requests_line (id, owner, label, thread, at, place, what, by_side, by_desk, by_number, text,
            translation, translator, detail)
        VALUES (line, former.owner, former.label, former.thread, viewer_instant(),
            (SELECT count(*) FROM requests_line l WHERE l.owner = former.owner AND l.thread = former.thread),
            'edit', 'asker', seen.desk, made.officer_number, former.question, former.translation, former.translator,
            jsonb_build_object('purpose', former.purpose, 'reference', former.reference, 'basis', former.basis,
                'urgency', former.urgency, 'urgent_for', former.urgent_for, 'hold_until', former.hold_until,
                'nominal', former.nominal, 'handling', former.handling, 'action', former.action,
                'expires_on', former.expires_on, 'report', former.report, 'hit', former.hit, 'kind', former.kind));
        UPDATE requests_copy c
           SET kind = made.kind, purpose = made.purpose, reference = made.reference, basis = made.basis,
               urgency = made.urgency, urgent_for = made.urgent_for, hold_until = made.hold_until,
               nominal = made.nominal, question = made.question, translation = made.translation,
               translator = made.translator, handling = made.handling, action = made.action,
               expires_on = made.expires_on, report = made.report, hit = made.hit, officer_number = made.officer_number
         WHERE c.owner = former.owner AND c.id = former.id;
        RETURN true;
    END IF;
    made.owner := seen.desk;
    made.label := keeper_label(seen.desk);
    made.side := 'asker';
    made.state := 'draft';
    made.open := true;
    made.asker_desk := seen.desk;
    made.asker_party := seen.party;
    made.asked_party := (SELECT g.party FROM directory_desk d JOIN directory_agency g ON g.id = d.agency
                          WHERE d.id = made.asked_desk);
    made.made_at := viewer_instant();
    made.letter_out := ''; made.letter_in := ''; made.on_behalf := false; made.outcome := ''; made.own_outcome := '';
    made.late := false; made.started_at := NULL; made.due_at := NULL; made.stop := ''; made.stopped_at := NULL;
    made.stop_ends_at := NULL; made.rung := 0; made.slot_at := NULL; made.prepared := '{}'; made.records := '[]';
    made.given_under := '[]';
    made.ground := ''; made.first_answer_at := NULL; made.closed_at := NULL; made.useful := ''; made.use_waiting := '';
    INSERT INTO requests_copy SELECT made.*;
    RETURN true;
END $$;

-- The node's alarms: only the node winding clocks reads and takes them, only steps write them.
ALTER TABLE requests_tick ENABLE ROW LEVEL SECURITY;
ALTER TABLE requests_tick FORCE ROW LEVEL SECURITY;
REVOKE ALL ON requests_tick FROM kerege_app;
GRANT SELECT, UPDATE ON requests_tick TO kerege_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON requests_tick TO kerege_law;
CREATE POLICY requests_tick_read ON requests_tick FOR SELECT USING ((SELECT winds_requests()));
CREATE POLICY requests_tick_take ON requests_tick FOR UPDATE USING ((SELECT winds_requests())) WITH CHECK (false);
GRANT SELECT ON requests_gate, requests_adopted TO kerege_law;

REVOKE EXECUTE ON FUNCTION request_course(text, text, text, text, text), request_span(text, text),
    request_micros(timestamptz), request_quarter(timestamptz, timestamptz), request_ring(requests_copy),
    request_truth(uuid), request_wound(uuid), request_wind(uuid), winds_requests(), request_profile(),
    request_due(requests_copy, timestamptz, timestamptz), request_resumed(requests_copy, timestamptz, timestamptz),
    request_gate(uuid), request_way(requests_copy, text, viewer_row), request_lawful(uuid, boolean, viewer_row),
    request_may(requests_copy, requests_copy, text, text, text, jsonb, viewer_row),
    request_holder(requests_copy, uuid, text, text, text),
    request_after(requests_copy, text, text, jsonb, timestamptz), request_copied(uuid, text),
    request_written(requests_copy, requests_copy, text, text, text), request_draft(jsonb, uuid),
    request_step(uuid, text, text, text, jsonb, jsonb, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION request_course(text, text, text, text, text), request_span(text, text),
    request_micros(timestamptz), request_quarter(timestamptz, timestamptz), request_ring(requests_copy),
    request_truth(uuid), request_wound(uuid), request_profile(),
    request_due(requests_copy, timestamptz, timestamptz), request_resumed(requests_copy, timestamptz, timestamptz),
    request_gate(uuid), request_way(requests_copy, text, viewer_row), request_lawful(uuid, boolean, viewer_row),
    request_may(requests_copy, requests_copy, text, text, text, jsonb, viewer_row),
    request_holder(requests_copy, uuid, text, text, text),
    request_after(requests_copy, text, text, jsonb, timestamptz), request_copied(uuid, text),
    request_written(requests_copy, requests_copy, text, text, text) TO kerege_law;
GRANT EXECUTE ON FUNCTION request_draft(jsonb, uuid), request_wind(uuid), winds_requests(),
    request_step(uuid, text, text, text, jsonb, jsonb, jsonb) TO kerege_app;

-- Ownership goes last: who no longer owns a function revokes nothing.
ALTER FUNCTION request_truth(uuid) OWNER TO kerege_law;
ALTER FUNCTION request_wound(uuid) OWNER TO kerege_law;
ALTER FUNCTION request_wind(uuid) OWNER TO kerege_law;
ALTER FUNCTION winds_requests() OWNER TO kerege_law;
ALTER FUNCTION request_profile() OWNER TO kerege_law;
ALTER FUNCTION request_due(requests_copy, timestamptz, timestamptz) OWNER TO kerege_law;
ALTER FUNCTION request_gate(uuid) OWNER TO kerege_law;
ALTER FUNCTION request_way(requests_copy, text, viewer_row) OWNER TO kerege_law;
ALTER FUNCTION request_lawful(uuid, boolean, viewer_row) OWNER TO kerege_law;
ALTER FUNCTION request_may(requests_copy, requests_copy, text, text, text, jsonb, viewer_row) OWNER TO kerege_law;
ALTER FUNCTION request_holder(requests_copy, uuid, text, text, text) OWNER TO kerege_law;
ALTER FUNCTION request_after(requests_copy, text, text, jsonb, timestamptz) OWNER TO kerege_law;
ALTER FUNCTION request_copied(uuid, text) OWNER TO kerege_law;
ALTER FUNCTION request_written(requests_copy, requests_copy, text, text, text) OWNER TO kerege_law;
ALTER FUNCTION request_draft(jsonb, uuid) OWNER TO kerege_law;
ALTER FUNCTION request_step(uuid, text, text, text, jsonb, jsonb, jsonb) OWNER TO kerege_law;
