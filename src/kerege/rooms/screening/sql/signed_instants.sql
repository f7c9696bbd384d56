-- What screening writes past the row policies happens at the instant that the viewer's context was signed for.
SET LOCAL ROLE kerege_law;
DROP FUNCTION tell_silent(uuid, jsonb, timestamptz, timestamptz),
    decide_screening(uuid, uuid, text, text, timestamptz), reveal_screening(uuid, uuid, timestamptz),
    settle_screening(uuid, timestamptz), note_erased(uuid, timestamptz);

-- One digest for each owner whose silent records an approved run met, judged by the law again. `told` holds id, owner
-- and records (entry, rows, grade, fields). Answers with the desks that were told now.
CREATE FUNCTION tell_silent(wanted uuid, told jsonb) RETURNS SETOF uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    at timestamptz := viewer_instant();
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
        VALUES (t.id, t.owner, kept.keeper, wanted, seen.desk, seen.party, seen.purpose, kept.records, at,
            at + interval '72 hours', '', '')
        ON CONFLICT ON CONSTRAINT screening_digest_run DO NOTHING;
        IF FOUND THEN
            RETURN NEXT t.owner;
        END IF;
    END LOOP;
END $$;

-- A data protection officer decides: of the asker's agency first, then of the centre; two persons, never the proposer.
-- Answers with the stage it led to, or with nothing when the decision is not his.
CREATE FUNCTION decide_screening(wanted uuid, identity uuid, decided text, because text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    at timestamptz := viewer_instant();
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

-- The owner of a digest lets the asker know that it holds something: whom to call, nothing more.
CREATE FUNCTION reveal_screening(digest uuid, identity uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    at timestamptz := viewer_instant();
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
CREATE FUNCTION settle_screening(wanted uuid) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    at timestamptz := viewer_instant();
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
CREATE FUNCTION note_erased(wanted uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    at timestamptz := viewer_instant();
BEGIN
    IF seen.system <> 'screening' THEN
        RAISE EXCEPTION 'only the node settles screenings' USING ERRCODE = '42501';
    END IF;
    UPDATE screening_run x SET erased_at = coalesce(x.erased_at, at)
     WHERE x.id = wanted AND x.stage IN ('done', 'refused', 'withdrawn', 'expired');
    RETURN FOUND;
END $$;

REVOKE EXECUTE ON FUNCTION tell_silent(uuid, jsonb), decide_screening(uuid, uuid, text, text), reveal_screening(uuid, uuid),
    settle_screening(uuid), note_erased(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tell_silent(uuid, jsonb) TO kerege_search;
GRANT EXECUTE ON FUNCTION decide_screening(uuid, uuid, text, text), reveal_screening(uuid, uuid), settle_screening(uuid),
    note_erased(uuid) TO kerege_app;
RESET ROLE;
