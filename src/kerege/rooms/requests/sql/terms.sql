-- Terms of what is sent (level, H3 in words, only ever stricter), feedback in closed lists, gates for each kind, records that
-- go with unasked information. The functions of before are replaced.

-- A copy of a look-out holds what it is found by from its acceptance until it ends or its words go; one that is restricted in
-- words is found by people alone. A letter that came with a draft is known to the asked side by its number. The duty desk's copy
-- has no words.
CREATE OR REPLACE FUNCTION copy_is_kept() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    NEW.watched := coalesce(NEW.watched, '[]');
    NEW.by_letter := coalesce(NEW.by_letter, false) AND NEW.side <> 'watch';
    NEW.level := coalesce(NEW.level, 1);
    NEW.used := coalesce(NEW.used, '');
    NEW.result := coalesce(NEW.result, '');
    IF NEW.side = 'watch' OR NEW.question = '' OR NEW.restriction IS NULL THEN
        NEW.restriction := '';
    END IF;
    IF NEW.state <> 'in_force' OR NEW.question = '' OR NEW.handling ? 'H3' THEN
        NEW.watched := '[]';
    END IF;
    IF TG_OP = 'INSERT' AND NEW.by_letter AND NEW.letter_in = '' AND NEW.side IN ('asked', 'asked_gate') THEN
        NEW.letter_in := coalesce((SELECT c.letter_in FROM requests_copy c
                                    WHERE c.thread = NEW.thread AND c.side = 'asker' LIMIT 1), '');
    END IF;
    RETURN NEW;
END $$;
ALTER TABLE requests_copy ALTER COLUMN restriction SET STATISTICS 0;

SET LOCAL ROLE kerege_law;

-- How a party lets one kind pass: the newest row for it, or for every kind.
CREATE FUNCTION request_gate(of_party uuid, of_kind text) RETURNS requests_gate
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT g FROM requests_gate g WHERE g.party = of_party AND g.kind IN ('', of_kind)
     ORDER BY g.recorded_at DESC, g.id DESC LIMIT 1
$$;

-- Where a request that goes out stands then: the gates of both parties say so. No gate inside one party.
CREATE OR REPLACE FUNCTION request_way(c requests_copy, at_step text, seen viewer_row) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT CASE
        WHEN c.asked_party = c.asker_party THEN 'sent'
        WHEN at_step = 'send' AND seen.role <> 'coordinator' AND (request_gate(c.asker_party, c.kind)).outgoing = 'through'
        THEN 'own_gate'
        WHEN (request_gate(c.asked_party, c.kind)).incoming = 'through' THEN 'their_gate'
        ELSE 'sent' END
$$;

-- Whether this viewer may take this step now with what he gives: beyond whose turn it is and what the course allows.
CREATE OR REPLACE FUNCTION request_may(truth requests_copy, face requests_copy, as_side text, step text, to_state text, given jsonb,
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
        ELSIF coalesce((request_gate(truth.asked_party, truth.kind)).second_approver, false) THEN
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
            AND coalesce(given->>'used', '') IN ('', 'lead', 'checked', 'control', 'operation', 'evidence', 'warning', 'analysis',
                'not_used')
            AND coalesce(given->>'result', '') IN ('', 'seizure', 'detention', 'case', 'identified', 'route', 'confirmed',
                'pending', 'none')
            AND (coalesce(given->>'used', '') <> 'evidence' OR NOT
                CASE truth.kind WHEN 'information' THEN truth.handling ? 'H1' ELSE truth.given_under ? 'H1' END)
        ELSE true END;
END $$;

-- Whether a desk may get a copy for a side by this step: the asked desk when it is reached; a coordinator's desk where its
-- party wants one; when no answer came the coordinator of the asked party, then the duty desk.
CREATE OR REPLACE FUNCTION request_holder(c requests_copy, holder uuid, side text, step text, to_state text) RETURNS boolean
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
           AND (request_gate(c.asker_party, c.kind)).outgoing IN ('copy', 'through');
    END IF;
    RETURN side = 'asked_gate' AND home.party = c.asked_party AND (step = 'run_out' OR (step IN ('send', 'let_out')
       AND to_state <> 'own_gate' AND (request_gate(c.asked_party, c.kind)).incoming IN ('copy', 'through')));
END $$;

-- What a thread is after a step: clocks from the thread and the instant, outcomes from the step, words from what was given.
-- Null when what was given for a clock cannot be.
CREATE OR REPLACE FUNCTION request_after(truth requests_copy, step text, to_state text, given jsonb, at timestamptz)
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
        new.used := coalesce(given->>'used', '');
        new.result := coalesce(given->>'result', '');
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

-- One copy after a step: what its holder may know of it.
CREATE OR REPLACE FUNCTION request_written(card requests_copy, new requests_copy, as_side text, step text, to_state text)
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
           used = new.used, result = new.result,
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
CREATE OR REPLACE FUNCTION request_draft(given jsonb, line uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    made requests_copy; former requests_copy;
BEGIN
    IF NOT seen.active OR seen.role IN ('administrator', 'auditor', 'data_protection', 'post') THEN
        RETURN false;
    END IF;
    made := jsonb_populate_record(NULL::requests_copy, given);
    made.level := coalesce(made.level, 1);
    made.restriction := coalesce(made.restriction, '');
    IF made.level NOT IN (0, 1) OR NOT made.handling <@ '["H1", "H2", "H3"]'
            OR (made.handling ? 'H3') <> (made.restriction <> '') THEN
        RETURN false;
    END IF;
    IF made.kind <> 'information' OR made.records IS NULL THEN
        made.records := '[]';
    END IF;
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
                'expires_on', former.expires_on, 'report', former.report, 'hit', former.hit, 'kind', former.kind,
                'level', former.level, 'restriction', former.restriction, 'records', former.records));
        UPDATE requests_copy c
           SET kind = made.kind, purpose = made.purpose, reference = made.reference, basis = made.basis,
               urgency = made.urgency, urgent_for = made.urgent_for, hold_until = made.hold_until,
               nominal = made.nominal, question = made.question, translation = made.translation,
               translator = made.translator, handling = made.handling, level = made.level,
               restriction = made.restriction, records = made.records, action = made.action,
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
    made.stop_ends_at := NULL; made.rung := 0; made.slot_at := NULL; made.prepared := '{}';
    made.given_under := '[]';
    made.ground := ''; made.first_answer_at := NULL; made.closed_at := NULL; made.useful := ''; made.use_waiting := '';
    made.used := ''; made.result := '';
    INSERT INTO requests_copy SELECT made.*;
    RETURN true;
END $$;

-- What was sent is read under stricter terms from now on, on every copy: codes are added, a level raised, a restriction said in
-- words beside the former. Nothing is ever taken away by this. The sender's side does it, whatever has come of the thread since.
CREATE FUNCTION tighten_request(in_thread uuid, as_side text, codes jsonb, words text, to_level int, lines jsonb)
RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    held requests_copy;
BEGIN
    PERFORM FROM requests_copy c WHERE c.thread = in_thread ORDER BY c.owner, c.id FOR UPDATE;
    SELECT * INTO held FROM requests_copy c WHERE c.thread = in_thread AND c.side = 'asker' LIMIT 1;
    IF held.id IS NULL OR held.state = 'draft' OR held.question = '' OR request_group(as_side) <> 'asker'
            OR NOT request_turn(in_thread, as_side, seen, own_desks()) THEN
        RETURN false;
    END IF;
    IF to_level NOT IN (0, 1) OR NOT codes <@ '["H1", "H2", "H3"]' OR (codes ? 'H3') <> (words <> '')
            OR (codes <@ held.handling AND to_level <= held.level AND words = '') THEN
        RETURN false;
    END IF;
    UPDATE requests_copy c
       SET handling = (SELECT coalesce(jsonb_agg(DISTINCT x.code ORDER BY x.code), '[]')
                         FROM jsonb_array_elements_text(held.handling || codes) x(code)),
           restriction = left(concat_ws('; ', nullif(held.restriction, ''), nullif(words, '')), 2000),
           level = greatest(held.level, to_level)
     WHERE c.thread = in_thread AND c.side <> 'watch';
    INSERT INTO requests_line (id, owner, label, thread, at, place, what, by_side, by_desk, by_number, text, translation,
        translator, detail)
    SELECT x.id, o.owner, o.label, in_thread, viewer_instant(),
           (SELECT count(*) FROM requests_line l WHERE l.owner = o.owner AND l.thread = in_thread),
           'tighten', as_side, CASE WHEN request_group(o.side) = 'asker' THEN seen.desk ELSE o.asker_desk END,
           CASE WHEN request_group(o.side) = 'asker'
                THEN coalesce((SELECT f.number FROM directory_officer f WHERE f.id = seen.officer), '') ELSE '' END,
           words, '', '', jsonb_build_object('handling', codes, 'level', to_level)
      FROM requests_copy o JOIN jsonb_to_recordset(lines) AS x(id uuid, side text) ON x.side = o.side
     WHERE o.thread = in_thread AND o.side <> 'watch';
    RETURN true;
END $$;

-- What a party asked and was asked in a span, for its coordinator: no thread, no number, no word, no instant, no case; what
-- only the asked side knows of its answers is not in it.
CREATE FUNCTION request_figures(since timestamptz, until timestamptz)
RETURNS TABLE (side varchar, kind varchar, other uuid, seconds double precision, late boolean, outcome varchar,
    ground varchar, useful varchar, used varchar, result varchar)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    IF NOT seen.active OR seen.role <> 'coordinator' THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT c.side, c.kind, CASE c.side WHEN 'asker' THEN c.asked_party ELSE c.asker_party END,
           extract(epoch FROM c.first_answer_at - c.started_at)::double precision, c.late, c.outcome, c.ground, c.useful,
           c.used, c.result
      FROM requests_copy c JOIN directory_desk d ON d.id = c.owner JOIN directory_agency g ON g.id = d.agency
     WHERE g.party = seen.party AND c.side IN ('asker', 'asked') AND c.state NOT IN ('draft', 'own_gate')
       AND c.made_at >= since AND c.made_at < until
     ORDER BY 1, 2, 3, 4 NULLS LAST, 6, 7, 8, 9, 10;
END $$;

DROP FUNCTION request_gate(uuid);
DROP FUNCTION look_outs_here(uuid[]);

-- The words of the look-outs in force, with their terms, to the officers of that state; `wanted` names some of them.
CREATE FUNCTION look_outs_here(wanted uuid[])
RETURNS TABLE (thread uuid, number varchar, question text, translation text, action varchar, expires_on date,
    asker_desk uuid, watched jsonb, handling jsonb, level smallint, restriction text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT c.thread, c.number, c.question, c.translation, c.action, c.expires_on, c.asker_desk, c.watched, c.handling, c.level,
           c.restriction
      FROM look_outs_in_force(verified_viewer()) c WHERE wanted IS NULL OR c.thread = ANY (wanted)
     ORDER BY c.started_at DESC, c.id
$$;

REVOKE EXECUTE ON FUNCTION request_gate(uuid, text), tighten_request(uuid, text, jsonb, text, int, jsonb),
    request_figures(timestamptz, timestamptz), look_outs_here(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tighten_request(uuid, text, jsonb, text, int, jsonb), request_figures(timestamptz, timestamptz),
    look_outs_here(uuid[]) TO kerege_app;
RESET ROLE;
