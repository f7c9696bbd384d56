-- Which side may take which step from which state to which: from rules/course.py, by `kerege request diagram --sql`.
-- A test holds it to the rules: nobody changes it by hand.
CREATE FUNCTION request_move(side text, at_state text, step text, to_state text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
    SELECT (side, at_state, step, to_state) IN (
        ('asked', 'accepted', 'answer', 'answered'),
        ('asked', 'accepted', 'answer_partly', 'partly'),
        ('asked', 'accepted', 'ask_clarification', 'clarifying'),
        ('asked', 'accepted', 'ask_third_party', 'third_party'),
        ('asked', 'accepted', 'await_authorisation', 'authorising'),
        ('asked', 'accepted', 'prepare', 'prepared'),
        ('asked', 'accepted', 'refuse', 'refused'),
        ('asked', 'accepted', 'seal', 'sealed'),
        ('asked', 'acknowledged', 'accept', 'accepted'),
        ('asked', 'acknowledged', 'answer', 'answered'),
        ('asked', 'acknowledged', 'answer_partly', 'partly'),
        ('asked', 'acknowledged', 'ask_clarification', 'clarifying'),
        ('asked', 'acknowledged', 'ask_third_party', 'third_party'),
        ('asked', 'acknowledged', 'await_authorisation', 'authorising'),
        ('asked', 'acknowledged', 'close', 'closed'),
        ('asked', 'acknowledged', 'prepare', 'prepared'),
        ('asked', 'acknowledged', 'put_in_force', 'in_force'),
        ('asked', 'acknowledged', 'refuse', 'refused'),
        ('asked', 'acknowledged', 'seal', 'sealed'),
        ('asked', 'authorising', 'accept', 'accepted'),
        ('asked', 'clarifying', 'accept', 'accepted'),
        ('asked', 'partly', 'answer', 'answered'),
        ('asked', 'partly', 'answer_partly', 'partly'),
        ('asked', 'partly', 'prepare', 'prepared'),
        ('asked', 'prepared', 'answer', 'answered'),
        ('asked', 'prepared', 'answer_partly', 'partly'),
        ('asked', 'prepared', 'refuse', 'refused'),
        ('asked', 'prepared', 'seal', 'sealed'),
        ('asked', 'prepared', 'send_back', 'accepted'),
        ('asked', 'sent', 'accept', 'accepted'),
        ('asked', 'sent', 'acknowledge', 'acknowledged'),
        ('asked', 'sent', 'answer', 'answered'),
        ('asked', 'sent', 'answer_partly', 'partly'),
        ('asked', 'sent', 'ask_clarification', 'clarifying'),
        ('asked', 'sent', 'ask_third_party', 'third_party'),
        ('asked', 'sent', 'await_authorisation', 'authorising'),
        ('asked', 'sent', 'prepare', 'prepared'),
        ('asked', 'sent', 'put_in_force', 'in_force'),
        ('asked', 'sent', 'refuse', 'refused'),
        ('asked', 'sent', 'seal', 'sealed'),
        ('asked', 'third_party', 'accept', 'accepted'),
        ('asked_gate', 'their_gate', 'answer', 'answered'),
        ('asked_gate', 'their_gate', 'answer_partly', 'partly'),
        ('asked_gate', 'their_gate', 'let_in', 'sent'),
        ('asked_gate', 'their_gate', 'prepare', 'prepared'),
        ('asked_gate', 'their_gate', 'refuse', 'refused'),
        ('asked_gate', 'their_gate', 'seal', 'sealed'),
        ('asker', 'accepted', 'withdraw', 'withdrawn'),
        ('asker', 'acknowledged', 'withdraw', 'withdrawn'),
        ('asker', 'answered', 'close', 'closed'),
        ('asker', 'authorising', 'withdraw', 'withdrawn'),
        ('asker', 'clarifying', 'clarify', 'accepted'),
        ('asker', 'clarifying', 'withdraw', 'withdrawn'),
        ('asker', 'draft', 'send', 'own_gate'),
        ('asker', 'draft', 'send', 'their_gate'),
        ('asker', 'draft', 'send', 'sent'),
        ('asker', 'draft', 'withdraw', 'withdrawn'),
        ('asker', 'in_force', 'withdraw', 'withdrawn'),
        ('asker', 'nothing', 'close', 'closed'),
        ('asker', 'own_gate', 'withdraw', 'withdrawn'),
        ('asker', 'partly', 'close', 'closed'),
        ('asker', 'prepared', 'close', 'closed'),
        ('asker', 'prepared', 'withdraw', 'withdrawn'),
        ('asker', 'refused', 'close', 'closed'),
        ('asker', 'sealed', 'withdraw', 'withdrawn'),
        ('asker', 'sent', 'withdraw', 'withdrawn'),
        ('asker', 'their_gate', 'withdraw', 'withdrawn'),
        ('asker', 'third_party', 'withdraw', 'withdrawn'),
        ('asker_gate', 'own_gate', 'let_out', 'their_gate'),
        ('asker_gate', 'own_gate', 'let_out', 'sent'),
        ('asker_gate', 'own_gate', 'return', 'returned'),
        ('clock', 'authorising', 'run_on', 'accepted'),
        ('clock', 'clarifying', 'run_on', 'accepted'),
        ('clock', 'in_force', 'expire', 'expired'),
        ('clock', 'sealed', 'unseal', 'nothing'),
        ('clock', 'third_party', 'run_on', 'accepted')
    )
$$;

-- What a side writes into the history without leaving the state.
CREATE FUNCTION request_note(side text, step text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
    SELECT (side, step) IN (
        ('asked', 'grant_use'),
        ('asked', 'letter'),
        ('asked', 'refuse_use'),
        ('asked_gate', 'letter'),
        ('asker', 'ask_use'),
        ('asker', 'letter'),
        ('asker_gate', 'letter'),
        ('clock', 'escalate'),
        ('clock', 'remind'),
        ('clock', 'run_out')
    )
$$;

-- What the asker sees in place of a state that is the other side's own affair.
CREATE FUNCTION request_shown(state text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
    SELECT CASE state WHEN 'prepared' THEN 'accepted' WHEN 'sealed' THEN 'accepted' WHEN 'their_gate' THEN 'sent' ELSE state END
$$;
