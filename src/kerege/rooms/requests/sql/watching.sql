-- A copy of a look-out holds what it is found by from its acceptance until it ends or its words go. A letter that came with a
-- draft is known to the asked side by its number.
CREATE FUNCTION copy_is_kept() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    NEW.watched := coalesce(NEW.watched, '[]');
    NEW.by_letter := coalesce(NEW.by_letter, false) AND NEW.side <> 'watch';
    IF NEW.state <> 'in_force' OR NEW.question = '' THEN
        NEW.watched := '[]';
    END IF;
    IF TG_OP = 'INSERT' AND NEW.by_letter AND NEW.letter_in = '' AND NEW.side IN ('asked', 'asked_gate') THEN
        NEW.letter_in := coalesce((SELECT c.letter_in FROM requests_copy c
                                    WHERE c.thread = NEW.thread AND c.side = 'asker' LIMIT 1), '');
    END IF;
    RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION copy_is_kept() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION copy_is_kept() TO kerege_law;
CREATE TRIGGER requests_copy_kept BEFORE INSERT OR UPDATE ON requests_copy
    FOR EACH ROW EXECUTE FUNCTION copy_is_kept();
ALTER TABLE requests_copy ALTER COLUMN watched SET STATISTICS 0;

SET LOCAL ROLE kerege_law;

-- The look-outs in force in the viewer's state: any agency of it, whichever of its desks accepted; as long as the law lets
-- the two parties exchange them.
CREATE FUNCTION look_outs_in_force(seen viewer_row) RETURNS SETOF requests_copy
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT c.* FROM requests_copy c
     WHERE c.kind = 'look_out' AND c.side = 'asked' AND c.state = 'in_force' AND c.asked_party = seen.party
       AND c.expires_on >= seen.day AND request_lawful(c.asker_party, c.nominal, seen)
       AND seen.active AND seen.role NOT IN ('administrator', 'auditor', 'representative')
$$;

-- Their words, to the officers of that state; `wanted` names some of them, none named means all.
CREATE FUNCTION look_outs_here(wanted uuid[])
RETURNS TABLE (thread uuid, number varchar, question text, translation text, action varchar, expires_on date,
    asker_desk uuid, watched jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT c.thread, c.number, c.question, c.translation, c.action, c.expires_on, c.asker_desk, c.watched
      FROM look_outs_in_force(verified_viewer()) c WHERE wanted IS NULL OR c.thread = ANY (wanted)
     ORDER BY c.started_at DESC, c.id
$$;

-- What they are found by, to be compared with what is asked or reported.
CREATE FUNCTION look_outs_watched() RETURNS TABLE (thread uuid, watched text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT c.thread, c.watched::text FROM look_outs_in_force(verified_viewer()) c WHERE c.watched <> '[]'
$$;

-- Keep what a look-out is found by: who accepted it says so. One whose words were erased is found by nothing; what was kept
-- before goes with the words, by the trigger above.
CREATE FUNCTION watch_look_out(in_thread uuid, said jsonb) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    UPDATE requests_copy c SET watched = CASE WHEN c.question = '' THEN '[]' ELSE said END
     WHERE c.thread = in_thread AND c.kind = 'look_out' AND c.side = 'asked' AND c.state = 'in_force'
       AND c.owner = ANY (own_desks()) AND seen.active AND seen.role IN ('releasing', 'coordinator');
    RETURN FOUND;
END $$;

-- A look-out in force in the viewer's state was met by what he asked, or by a subject that he reported, with its findability:
-- its issuing desk is told the desk, the purpose and which fields agree, as of a hit, once a day. Answers the desk told.
CREATE FUNCTION meet_look_out(in_thread uuid, mine_finding int, said jsonb, lines jsonb) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    c requests_copy;
BEGIN
    SELECT * INTO c FROM look_outs_in_force(seen) x WHERE x.thread = in_thread LIMIT 1;
    IF c.id IS NULL OR (mine_finding IS NOT NULL AND coalesce(learns_of(mine_finding, c.asker_party, seen.day), 0) < 2) THEN
        RETURN NULL;
    END IF;
    PERFORM FROM requests_copy o WHERE o.thread = in_thread ORDER BY o.owner, o.id FOR UPDATE;
    IF EXISTS (SELECT FROM requests_line l WHERE l.thread = in_thread AND l.what = 'met' AND l.by_desk = seen.desk
                  AND l.detail @> said AND l.at > viewer_instant() - interval '24 hours') THEN
        RETURN NULL;
    END IF;
    INSERT INTO requests_line (id, owner, label, thread, at, place, what, by_side, by_desk, by_number, text, translation,
        translator, detail)
    SELECT x.id, o.owner, o.label, in_thread, viewer_instant(),
           (SELECT count(*) FROM requests_line l WHERE l.owner = o.owner AND l.thread = in_thread),
           'met', 'asked', seen.desk, '', '', '', '', said || jsonb_build_object('purpose', seen.purpose)
      FROM requests_copy o JOIN jsonb_to_recordset(lines) AS x(id uuid, side text) ON x.side = o.side
     WHERE o.thread = in_thread AND o.side <> 'watch';
    RETURN c.asker_desk;
END $$;

-- Numbers of letters, each once, the first first.
CREATE FUNCTION letter_numbers(held text, more text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
    SELECT CASE WHEN more = ANY (string_to_array(held, '; ')) THEN held
                ELSE left(concat_ws('; ', nullif(held, ''), more), 300) END
$$;

-- The number of a letter, by the side that has it in hand. One that came is known to both sides; with a draft it is the letter
-- by which the asking party asks, later on the asked side the one by which that party answers. One that goes out is noted on
-- the side that sends it alone: when it was written is that side's own affair.
CREATE FUNCTION note_letter(in_thread uuid, as_side text, given text, outgoing boolean, lines jsonb) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    whose text := request_group(as_side);
BEGIN
    PERFORM FROM requests_copy c WHERE c.thread = in_thread ORDER BY c.owner, c.id FOR UPDATE;
    IF given = '' OR whose NOT IN ('asker', 'asked') OR NOT request_turn(in_thread, as_side, seen, own_desks()) THEN
        RETURN false;
    END IF;
    UPDATE requests_copy c
       SET letter_out = CASE WHEN outgoing AND request_group(c.side) = whose THEN letter_numbers(c.letter_out, given)
                             ELSE c.letter_out END,
           letter_in = CASE WHEN outgoing THEN c.letter_in ELSE letter_numbers(c.letter_in, given) END,
           on_behalf = c.on_behalf OR (NOT outgoing AND whose = 'asked'),
           by_letter = c.by_letter OR (NOT outgoing AND whose = 'asker' AND c.state = 'draft')
     WHERE c.thread = in_thread AND c.side <> 'watch';
    INSERT INTO requests_line (id, owner, label, thread, at, place, what, by_side, by_desk, by_number, text, translation,
        translator, detail)
    SELECT x.id, o.owner, o.label, in_thread, viewer_instant(),
           (SELECT count(*) FROM requests_line l WHERE l.owner = o.owner AND l.thread = in_thread),
           CASE WHEN outgoing THEN 'letter_out' ELSE 'letter' END, as_side,
           CASE WHEN request_group(o.side) = whose THEN seen.desk WHEN whose = 'asked' THEN o.asked_desk
                ELSE o.asker_desk END,
           CASE WHEN request_group(o.side) = whose
                THEN coalesce((SELECT f.number FROM directory_officer f WHERE f.id = seen.officer), '') ELSE '' END,
           '', '', '', jsonb_build_object('letter', given)
      FROM requests_copy o JOIN jsonb_to_recordset(lines) AS x(id uuid, side text) ON x.side = o.side
     WHERE o.thread = in_thread AND o.side <> 'watch' AND (NOT outgoing OR request_group(o.side) = whose);
    RETURN true;
END $$;

REVOKE EXECUTE ON FUNCTION look_outs_in_force(viewer_row), look_outs_here(uuid[]), look_outs_watched(),
    watch_look_out(uuid, jsonb), meet_look_out(uuid, int, jsonb, jsonb), letter_numbers(text, text),
    note_letter(uuid, text, text, boolean, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION look_outs_here(uuid[]), look_outs_watched(), watch_look_out(uuid, jsonb),
    meet_look_out(uuid, int, jsonb, jsonb), note_letter(uuid, text, text, boolean, jsonb) TO kerege_app;
RESET ROLE;
