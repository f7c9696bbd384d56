-- A second approver agrees to an answer, not to a thread: to the very content that was prepared, by its mark, and no other leaves.
-- Between his reading and his word the answer may have been sent back and prepared anew; by SQL of his own he could have let out
-- words that nobody prepared. request_may as in no_names_to_death.sql, request_step as in stepping.sql, but for this.
SET LOCAL ROLE kerege_law;

-- What an answer that waits is agreed to by.
CREATE FUNCTION request_mark(prepared jsonb) RETURNS text
LANGUAGE sql IMMUTABLE STRICT SET search_path = public, pg_temp AS $$
    SELECT encode(sha256(convert_to(prepared::text, 'UTF8')), 'hex')
$$;

-- Whether a step lets out what was prepared, and names it.
CREATE FUNCTION request_as_prepared(prepared jsonb, step text, given jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
    SELECT given->>'agreed' = request_mark(prepared)
       AND step = CASE prepared->>'outcome' WHEN 'full' THEN 'answer' WHEN 'partial' THEN 'answer_partly'
                       WHEN 'refused' THEN 'refuse' ELSE 'seal' END
       AND (step <> 'seal' OR given->>'own_outcome' = prepared->>'outcome')
       AND coalesce(given->>'ground', '') = coalesce(prepared->>'ground', '')
       AND (step = 'seal' OR coalesce(given->'records', '[]') = coalesce(prepared->'records', '[]'))
$$;

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
           AND NOT (truth.nominal AND truth.asked_party <> seen.party AND imposes_death(truth.asked_party, seen.day))
           AND (step = 'let_out' OR truth.officer_number = own_number OR approves);
    END IF;
    IF step IN ('answer', 'answer_partly', 'refuse', 'seal') AND truth.kind = 'request' THEN
        IF truth.state = 'prepared' THEN
            IF NOT approves OR truth.prepared->>'by' = own_number
                    OR NOT coalesce(request_as_prepared(truth.prepared, step, given), false) THEN
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

CREATE OR REPLACE FUNCTION request_step(in_thread uuid, as_side text, step text, to_state text, given jsonb, cards jsonb, lines jsonb)
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
    IF truth.state = 'prepared' AND step IN ('answer', 'answer_partly', 'refuse') AND EXISTS (
            SELECT FROM jsonb_to_recordset(lines) AS x(side text, text text, translation text, translator text)
             WHERE request_group(x.side) = 'asker' AND (coalesce(x.text, ''), coalesce(x.translation, ''),
                   coalesce(x.translator, '')) IS DISTINCT FROM (truth.prepared->>'text', truth.prepared->>'translation',
                   truth.prepared->>'translator')) THEN
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
-- A replaced function forgets that it is strict.
ALTER FUNCTION request_step(uuid, text, text, text, jsonb, jsonb, jsonb) STRICT;
REVOKE EXECUTE ON FUNCTION request_mark(jsonb), request_as_prepared(jsonb, text, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION request_mark(jsonb) TO kerege_app;
RESET ROLE;
