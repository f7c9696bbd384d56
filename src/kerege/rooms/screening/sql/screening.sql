-- What screening does past the row policies. Every function verifies the signed viewer first.

-- Whether the viewer's run is his to carry out now: his own, running, approved for both sides by two officers, neither
-- of whom proposed it. The bank, deliveries and digests of a run hang on this and on nothing that role app can write.
CREATE FUNCTION screening_approved(wanted uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    RETURN seen.active AND EXISTS (
        SELECT FROM screening_run r
          JOIN screening_decision a ON a.run = r.id AND a.owner = r.owner AND a.side = 'asker' AND a.word = 'approved'
          JOIN screening_decision c ON c.run = r.id AND c.owner = r.owner AND c.side = 'centre' AND c.word = 'approved'
         WHERE r.id = wanted AND r.owner = ANY (own_desks()) AND r.officer = seen.officer AND r.purpose = seen.purpose
           AND r.stage = 'running' AND r.review_day >= seen.day
           AND a.officer <> c.officer AND r.officer <> a.officer AND r.officer <> c.officer);
END $$;

-- The desks whose agencies opted out; nobody but the functions below learns them.
CREATE FUNCTION screening_unwilling() RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(d.id), '{}') FROM directory_desk d
     WHERE d.agency IN (SELECT o.agency FROM screening_opt_out o WHERE o.withdrawn_at IS NULL)
$$;

-- Entries that an approved run may compare its list with, a piece after a place: what the viewer may read or find, and
-- silent ones, with what he learns of each (3 open, 2 hit, 1 silent). Excluded and unwilling owners are not in it.
CREATE FUNCTION screening_bank(wanted uuid, left_out uuid[], after_owner uuid, after_entry uuid, most int)
RETURNS TABLE (entry uuid, owner uuid, mode int, weight real, report uuid, number varchar, kind varchar,
    category varchar, names text[], birth varchar, country varchar, identifiers jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    held int[] := held_labels();
    modes jsonb := (SELECT coalesce(jsonb_object_agg(f.finding, f.mode), '{}') FROM held_findings() f);
    closed uuid[] := screening_unwilling() || left_out;
BEGIN
    IF NOT screening_approved(wanted) THEN
        RAISE EXCEPTION 'this screening is not approved' USING ERRCODE = '42501';
    END IF;
    RETURN QUERY
    SELECT e.id, e.owner, CASE WHEN e.label = ANY (held) THEN 3 ELSE (modes ->> e.finding::text)::int END, 0::real,
           e.report, e.number, e.kind, e.category, e.names, e.birth, e.country, e.identifiers
      FROM crosscheck_entry e
     WHERE (e.label = ANY (held) OR modes ? e.finding::text) AND e.owner <> ALL (closed)
       AND (e.owner, e.id) > (after_owner, after_entry)
     ORDER BY e.owner, e.id LIMIT most;
END $$;

-- How many records the viewer may find at all (open and hit). Who opted out is not taken out: it would show.
CREATE FUNCTION screening_findable(left_out uuid[]) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    held int[] := held_labels();
    shown int[] := (SELECT coalesce(array_agg(f.finding), '{}') FROM held_findings() f WHERE f.mode > 1);
    found bigint;
BEGIN
    SELECT count(*) INTO found FROM crosscheck_entry e
     WHERE (e.label = ANY (held) OR e.finding = ANY (shown)) AND e.owner <> ALL (left_out);
    RETURN found;
END $$;

-- Which of these desks still let an approved run touch their records; opting out waits until this transaction ends.
CREATE FUNCTION screening_willing(wanted uuid, owners uuid[]) RETURNS uuid[]
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    made uuid[];
BEGIN
    IF NOT screening_approved(wanted) THEN
        RAISE EXCEPTION 'this screening is not approved' USING ERRCODE = '42501';
    END IF;
    PERFORM pg_advisory_xact_lock_shared(7365372);
    SELECT coalesce(array_agg(o), '{}') INTO made FROM unnest(owners) AS o WHERE o <> ALL (screening_unwilling());
    RETURN made;
END $$;

-- One digest for each owner whose silent records an approved run met, judged by the law again. `told` holds id, owner
-- and records (entry, rows, grade, fields). Answers with the desks that were told now.
CREATE FUNCTION tell_silent(wanted uuid, told jsonb, at timestamptz, due timestamptz) RETURNS SETOF uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    held int[] := held_labels();
    silents int[] := (SELECT coalesce(array_agg(f.finding), '{}') FROM held_findings() f WHERE f.mode = 1);
    closed uuid[]; t record; kept record;
BEGIN
    IF NOT screening_approved(wanted) THEN
        RAISE EXCEPTION 'this screening is not approved' USING ERRCODE = '42501';
    END IF;
    PERFORM pg_advisory_xact_lock_shared(7365372);
    closed := screening_unwilling();
    FOR t IN SELECT * FROM jsonb_to_recordset(told) AS x(id uuid, owner uuid, records jsonb) LOOP
        CONTINUE WHEN t.owner = ANY (closed);
        SELECT jsonb_agg(jsonb_build_object('entry', e.id, 'report', e.report, 'number', e.number, 'rows', r.rows,
                   'grade', r.grade, 'fields', r.fields) ORDER BY e.number, e.id) AS records, max(e.keeper) AS keeper
          INTO kept
          FROM jsonb_to_recordset(t.records) AS r(entry uuid, rows int, grade text, fields jsonb)
          JOIN crosscheck_entry e ON e.owner = t.owner AND e.id = r.entry
         WHERE e.finding = ANY (silents) AND NOT e.label = ANY (held);
        CONTINUE WHEN kept.records IS NULL;
        INSERT INTO screening_digest (id, owner, label, run, by_desk, by_party, purpose, records, made_at, due_at,
            answer, answer_reason)
        VALUES (t.id, t.owner, kept.keeper, wanted, seen.desk, seen.party, seen.purpose, kept.records, at, due, '', '')
        ON CONFLICT ON CONSTRAINT screening_digest_run DO NOTHING;
        IF FOUND THEN
            RETURN NEXT t.owner;
        END IF;
    END LOOP;
END $$;

-- A data protection officer decides: of the asker's agency first, then of the centre; two persons, never the proposer.
-- Answers with the stage it led to, or with nothing when the decision is not his.
CREATE FUNCTION decide_screening(wanted uuid, identity uuid, decided text, because text, at timestamptz) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    r record; part text; reached text;
BEGIN
    IF NOT seen.active OR seen.role <> 'data_protection' OR decided NOT IN ('approved', 'refused') THEN
        RETURN NULL;
    END IF;
    SELECT * INTO r FROM screening_run x WHERE x.id = wanted FOR UPDATE;
    IF NOT FOUND OR r.officer = seen.officer OR r.due_at <= at
       OR EXISTS (SELECT FROM screening_decision d WHERE d.run = wanted AND d.officer = seen.officer) THEN
        RETURN NULL;
    END IF;
    part := CASE WHEN r.stage = 'asked' AND r.agency = ANY (own_audiences(seen)) THEN 'asker'
                 WHEN r.stage = 'seconded' AND seen.party_class = 'centre' THEN 'centre' END;
    IF part IS NULL THEN
        RETURN NULL;
    END IF;
    INSERT INTO screening_decision (id, owner, label, run, side, word, reason, officer, officer_number, agency, made_at)
    SELECT identity, r.owner, r.label, wanted, part, decided, because, seen.officer, o.number, seen.agency, at
      FROM directory_officer o WHERE o.id = seen.officer;
    reached := CASE WHEN decided = 'refused' THEN 'refused' WHEN part = 'asker' THEN 'seconded' ELSE 'approved' END;
    UPDATE screening_run x SET stage = reached, due_at = CASE reached WHEN 'seconded' THEN at + (r.due_at - r.asked_at)
           ELSE x.due_at END, ended_at = CASE reached WHEN 'refused' THEN at END WHERE x.owner = r.owner AND x.id = wanted;
    UPDATE screening_task t SET ready = reached IN ('refused', 'approved'),
           due_at = CASE reached WHEN 'seconded' THEN at + (r.due_at - r.asked_at) ELSE t.due_at END WHERE t.run = wanted;
    RETURN reached;
END $$;

-- What a data protection officer of the centre is shown of screenings that the asker's side approved: the terms, never
-- the case, the reason, the proposer, whom he leaves out, or what was found.
CREATE FUNCTION screenings_asked()
RETURNS TABLE (id uuid, desk uuid, party uuid, purpose varchar, list_name varchar, source varchar, basis varchar,
    basis_text text, persons varchar[], review_day date, rows int, refused int, list_hash bytea, findable int,
    expected_low int, expected float8, expected_high int, stage text, asked_at timestamptz, due_at timestamptz,
    decided text, decided_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    IF NOT seen.active OR seen.role <> 'data_protection' OR seen.party_class <> 'centre' THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT r.id, r.owner, r.party, r.purpose, r.list_name, r.source, r.basis, r.basis_text, r.persons, r.review_day,
           r.rows, r.refused, r.list_hash, r.findable, r.expected_low, r.expected, r.expected_high,
           CASE WHEN r.stage IN ('running', 'done') THEN 'approved' ELSE r.stage::text END, r.asked_at, r.due_at,
           coalesce(c.word::text, ''), c.made_at
      FROM screening_run r
      JOIN screening_decision a ON a.run = r.id AND a.owner = r.owner AND a.side = 'asker' AND a.word = 'approved'
      LEFT JOIN screening_decision c ON c.run = r.id AND c.owner = r.owner AND c.side = 'centre'
     ORDER BY r.asked_at DESC, r.id;
END $$;

-- How many rows the viewer's party asked to screen between two instants. It waits for whoever of the party is asking,
-- so that two who ask at once cannot both take the last rows.
CREATE FUNCTION screening_spent(since timestamptz, until timestamptz) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    found bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('screening' || seen.party::text, 0));
    SELECT coalesce(sum(r.rows), 0) INTO found FROM screening_run r
     WHERE r.party = seen.party AND r.asked_at >= since AND r.asked_at < until
       AND r.stage IN ('asked', 'seconded', 'approved', 'running', 'done');
    RETURN found;
END $$;

-- The owner of a digest lets the asker know that it holds something: whom to call, nothing more.
CREATE FUNCTION reveal_screening(digest uuid, identity uuid, at timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    d record; r record;
BEGIN
    IF NOT seen.active OR seen.role NOT IN ('releasing', 'coordinator') THEN
        RETURN false;
    END IF;
    SELECT * INTO d FROM screening_digest x WHERE x.id = digest AND x.owner = ANY (own_desks())
       AND x.label = ANY (held_labels()) AND x.answer = '';
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    SELECT * INTO r FROM screening_run x WHERE x.id = d.run;
    INSERT INTO screening_called (id, owner, label, run, desk, made_at)
    VALUES (identity, r.owner, r.label, r.id, d.owner, at) ON CONFLICT DO NOTHING;
    RETURN true;
END $$;

-- The node's own work: a run that waited too long, whose review day passed or whose hat ended is expired. Answers with
-- its stage.
CREATE FUNCTION settle_screening(wanted uuid, at timestamptz) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    r record; late boolean; ended boolean;
BEGIN
    IF seen.system <> 'screening' THEN
        RAISE EXCEPTION 'only the node settles screenings' USING ERRCODE = '42501';
    END IF;
    SELECT * INTO r FROM screening_run x WHERE x.id = wanted FOR UPDATE;
    IF NOT FOUND OR r.stage NOT IN ('drafted', 'asked', 'seconded', 'approved', 'running') THEN
        RETURN r.stage;
    END IF;
    late := CASE WHEN r.stage IN ('drafted', 'asked', 'seconded') THEN r.due_at <= at ELSE r.review_day < seen.day END;
    ended := r.stage IN ('approved', 'running') AND NOT EXISTS (
        SELECT FROM directory_appointment a WHERE a.id = r.hat AND a.officer = r.officer AND a.since <= seen.day
           AND coalesce(a.until >= seen.day, true));
    IF late OR ended THEN
        UPDATE screening_run x SET stage = 'expired', ended_at = at,
               trouble = CASE WHEN ended THEN 'hat_ended' ELSE 'too_late' END
         WHERE x.owner = r.owner AND x.id = wanted;
        RETURN 'expired';
    END IF;
    RETURN r.stage;
END $$;

-- The node says that nothing of a list is left; only of a run that is over.
CREATE FUNCTION note_erased(wanted uuid, at timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    IF seen.system <> 'screening' THEN
        RAISE EXCEPTION 'only the node settles screenings' USING ERRCODE = '42501';
    END IF;
    UPDATE screening_run x SET erased_at = coalesce(x.erased_at, at)
     WHERE x.id = wanted AND x.stage IN ('done', 'refused', 'withdrawn', 'expired');
    RETURN FOUND;
END $$;

GRANT SELECT, UPDATE ON screening_run, screening_task TO kerege_law;
GRANT SELECT, INSERT ON screening_decision, screening_digest, screening_called TO kerege_law;
GRANT SELECT ON screening_opt_out TO kerege_law;
REVOKE EXECUTE ON FUNCTION screening_approved(uuid), screening_unwilling(),
    screening_bank(uuid, uuid[], uuid, uuid, int), screening_findable(uuid[]), screening_willing(uuid, uuid[]),
    tell_silent(uuid, jsonb, timestamptz, timestamptz), decide_screening(uuid, uuid, text, text, timestamptz),
    screenings_asked(), screening_spent(timestamptz, timestamptz), reveal_screening(uuid, uuid, timestamptz),
    settle_screening(uuid, timestamptz), note_erased(uuid, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION screening_approved(uuid), screening_unwilling() TO kerege_law;
GRANT EXECUTE ON FUNCTION screening_bank(uuid, uuid[], uuid, uuid, int), screening_findable(uuid[]),
    screening_willing(uuid, uuid[]), tell_silent(uuid, jsonb, timestamptz, timestamptz) TO kerege_search;
GRANT EXECUTE ON FUNCTION decide_screening(uuid, uuid, text, text, timestamptz), screenings_asked(),
    screening_spent(timestamptz, timestamptz), reveal_screening(uuid, uuid, timestamptz),
    settle_screening(uuid, timestamptz), note_erased(uuid, timestamptz) TO kerege_app;

-- Role search writes a matched row in the transaction of its hits, and reads which rows were matched before.
GRANT SELECT, INSERT ON screening_match TO kerege_search;
REVOKE INSERT ON screening_decision, screening_match, screening_digest, screening_called FROM kerege_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON screening_task TO kerege_app;

-- Ownership goes last: who no longer owns a function revokes nothing.
ALTER FUNCTION screening_approved(uuid) OWNER TO kerege_law;
ALTER FUNCTION screening_unwilling() OWNER TO kerege_law;
ALTER FUNCTION screening_bank(uuid, uuid[], uuid, uuid, int) OWNER TO kerege_law;
ALTER FUNCTION screening_findable(uuid[]) OWNER TO kerege_law;
ALTER FUNCTION screening_willing(uuid, uuid[]) OWNER TO kerege_law;
ALTER FUNCTION tell_silent(uuid, jsonb, timestamptz, timestamptz) OWNER TO kerege_law;
ALTER FUNCTION decide_screening(uuid, uuid, text, text, timestamptz) OWNER TO kerege_law;
ALTER FUNCTION screenings_asked() OWNER TO kerege_law;
ALTER FUNCTION screening_spent(timestamptz, timestamptz) OWNER TO kerege_law;
ALTER FUNCTION reveal_screening(uuid, uuid, timestamptz) OWNER TO kerege_law;
ALTER FUNCTION settle_screening(uuid, timestamptz) OWNER TO kerege_law;
ALTER FUNCTION note_erased(uuid, timestamptz) OWNER TO kerege_law;
