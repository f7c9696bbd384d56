-- A question, an unasked word or a look-out that names persons goes to no party that may impose death for drug offences: what the
-- law asks there, a written assurance for the case and a second approver, stands with releases and answers alone.
-- request_may as in terms.sql, look_outs_in_force as in watching.sql, but for this.
SET LOCAL ROLE kerege_law;
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

CREATE OR REPLACE FUNCTION look_outs_in_force(seen viewer_row) RETURNS SETOF requests_copy
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT c.* FROM requests_copy c
     WHERE c.kind = 'look_out' AND c.side = 'asked' AND c.state = 'in_force' AND c.asked_party = seen.party
       AND c.expires_on >= seen.day AND request_lawful(c.asker_party, c.nominal, seen)
       AND NOT (c.nominal AND c.asker_party <> seen.party AND imposes_death(seen.party, seen.day))
       AND seen.active AND seen.role NOT IN ('administrator', 'auditor', 'representative')
$$;
RESET ROLE;
