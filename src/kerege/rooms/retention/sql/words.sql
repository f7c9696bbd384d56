-- Erasing reaches the words that stand beside records: what was asked because of one, what was answered with one; and
-- words that belong to no record are forgotten by the node some time after the last thing that happened to them.
GRANT SELECT, UPDATE, DELETE ON requests_copy TO kerege_law;
GRANT SELECT, UPDATE ON requests_line TO kerege_law;
GRANT SELECT, DELETE ON requests_tick, crosscheck_check, deconfliction_event, deconfliction_cover, deconfliction_conflict,
    deconfliction_crossing, operations_delivery, operations_delivery_step, operations_member, operations_operation,
    operations_entry, operations_invitation, oversight_watched TO kerege_law;
GRANT SELECT, UPDATE ON oversight_alert, intake_import TO kerege_law;
CREATE INDEX requests_copy_report ON requests_copy (report) WHERE report IS NOT NULL;
CREATE INDEX requests_copy_hit ON requests_copy (hit) WHERE hit IS NOT NULL;
CREATE INDEX requests_line_records ON requests_line USING gin ((detail -> 'records')) WHERE detail ? 'records';

-- Threads that an agency began because of one of its reports, or of a hit on it.
CREATE FUNCTION retention_threads(of_owner uuid, of_report uuid) RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT c.thread), '{}') FROM requests_copy c
      JOIN directory_desk d ON d.id = c.asker_desk
      JOIN directory_desk home ON home.id = of_owner AND home.agency = d.agency
     WHERE c.report = of_report
        OR c.hit IN (SELECT h.id FROM crosscheck_hit h WHERE h.mine_report = of_report AND h.owner = c.owner)
$$;

-- The words of these threads go from every copy, with the scans of their letters and the keys that seal them in backups;
-- what still waits for an answer is withdrawn. Cards stay: numbers, desks, instants.
CREATE FUNCTION retention_silence(threads uuid[], at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM requests_copy c WHERE c.thread = ANY (threads) AND c.state = 'draft';
    UPDATE requests_copy c
       SET question = '', translation = '', translator = '', reference = '', basis = '', prepared = '{}', open = false,
           state = CASE WHEN c.state IN ('answered', 'refused', 'nothing', 'closed', 'expired', 'returned', 'withdrawn')
                        THEN c.state ELSE 'withdrawn' END,
           closed_at = coalesce(c.closed_at, at), stop = '', stopped_at = NULL, stop_ends_at = NULL, slot_at = NULL
     WHERE c.thread = ANY (threads) AND (c.question <> '' OR c.open);
    UPDATE requests_line l SET text = '', translation = '', translator = '', detail = '{}'
     WHERE l.thread = ANY (threads) AND (l.text <> '' OR l.translation <> '' OR l.detail <> '{}');
    DELETE FROM requests_tick k WHERE k.thread = ANY (threads);
    INSERT INTO retention_sweep (id, stored_name)
    SELECT a.id, a.stored_name FROM files_attachment a WHERE a.report = ANY (threads) AND a.removed_at IS NULL;
    DELETE FROM files_attachment a WHERE a.report = ANY (threads);
    DELETE FROM retention_record_key k WHERE k.record = ANY (threads);
END $$;

-- What was said in answers that carried a report goes from every copy; an answer that still waits for its second
-- approver is to be prepared anew.
CREATE FUNCTION retention_unsay(of_report uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    carried uuid[]; waiting uuid[];
BEGIN
    SELECT coalesce(array_agg(DISTINCT l.thread), '{}') INTO carried FROM requests_line l
     WHERE l.detail ? 'records' AND l.detail -> 'records' ? of_report::text;
    SELECT coalesce(array_agg(DISTINCT c.thread), '{}') INTO waiting FROM requests_copy c
     WHERE c.prepared <> '{}' AND c.prepared -> 'records' ? of_report::text;
    UPDATE requests_line l SET text = '', translation = '', translator = ''
     WHERE (l.thread = ANY (carried) AND (l.detail -> 'records' ? of_report::text OR l.what = 'prepare'))
        OR (l.thread = ANY (waiting) AND l.what = 'prepare');
    UPDATE requests_copy c SET prepared = '{}', state = CASE WHEN c.state = 'prepared' THEN 'accepted' ELSE c.state END
     WHERE c.thread = ANY (waiting) AND c.prepared <> '{}';
    UPDATE requests_copy c SET prepared = '{}' WHERE c.thread = ANY (carried) AND c.prepared -> 'records' ? of_report::text;
END $$;

SET LOCAL ROLE kerege_law;
-- Desks of others that hold something of a nominal part: whom it was released to, ever, whom a hit told of it, and
-- whom a request that began from it reached. `told`: its owner knows of them already; of a gate of the other side it
-- never does.
CREATE OR REPLACE FUNCTION retention_holders(of_owner uuid, of_report uuid) RETURNS TABLE (desk uuid, why text, told boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH home AS (SELECT d.agency FROM directory_desk d WHERE d.id = of_owner),
    found AS (
        SELECT d.id AS desk, 'release' AS why, true AS told
          FROM access_release r JOIN directory_desk d ON true JOIN directory_agency g ON g.id = d.agency
         WHERE r.owner = of_owner AND r.report = of_report AND r.part = 'nominal' AND r.refusal = ''
           AND (NOT r.assured OR r.approved_by IS NOT NULL)
           AND (r.audience IN (d.id, g.id, g.party) OR EXISTS (
                SELECT FROM directory_membership m WHERE m.audience = r.audience AND m.member IN (d.id, g.id, g.party)))
        UNION ALL
        SELECT h.owner, 'hit', EXISTS (SELECT FROM crosscheck_hit o WHERE o.owner = of_owner AND o.pair = h.pair)
          FROM crosscheck_hit h WHERE h.theirs_report = of_report AND h.owner <> of_owner
        UNION ALL
        SELECT c.owner, 'request', c.side = 'asked' FROM requests_copy c
         WHERE c.thread = ANY (retention_threads(of_owner, of_report)) AND c.side <> 'watch')
    SELECT f.desk, min(f.why), bool_or(f.told) FROM found f JOIN directory_desk d ON d.id = f.desk
     WHERE d.agency <> (SELECT agency FROM home) GROUP BY f.desk ORDER BY f.desk
$$;

DROP FUNCTION retention_erase(uuid, uuid, uuid, text, timestamptz, bytea, uuid[]);
RESET ROLE;
-- Erase the nominal part of one report, in all versions, at the instant signed with the viewer. `fresh` are random ids made by the caller, three a holder.
CREATE FUNCTION retention_erase(of_owner uuid, of_report uuid, tomb uuid, word text, signed bytea,
    fresh uuid[]) RETURNS TABLE (subjects int, files int, entries int, hits int, holders int)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    seen viewer_row := verified_viewer();
    at timestamptz := viewer_instant();
    head record; late date; gone uuid[]; pairs uuid[]; anchors uuid[]; lost uuid[]; h record; place int := 0;
BEGIN
    SELECT r.* INTO head FROM records_report r WHERE r.owner = of_owner AND r.id = of_report FOR UPDATE;
    SELECT max(n.review_on) INTO late FROM records_nominal n
     WHERE n.owner = of_owner AND n.report = of_report AND n.current;
    IF seen.system = 'keep-time' THEN
        IF word <> 'review_passed' OR late IS NULL OR late + 30 >= seen.day THEN
            RAISE EXCEPTION 'the node erases only what nobody justified in time' USING ERRCODE = '42501';
        END IF;
    ELSIF NOT seen.active OR head IS NULL OR NOT of_owner = ANY (own_desks())
            OR seen.role NOT IN ('data_protection', 'desk', 'releasing', 'chemist') THEN
        RAISE EXCEPTION 'only its owner erases a nominal part' USING ERRCODE = '42501';
    END IF;
    IF retention_held(of_owner, of_report, seen.day) THEN
        RAISE EXCEPTION 'a hold stops this erasure' USING ERRCODE = '42501';
    END IF;

    -- Who holds something learns that it is to be destroyed; by whom it was known stays as it was.
    FOR h IN SELECT * FROM retention_holders(of_owner, of_report) LOOP
        IF place + 3 > cardinality(fresh) THEN
            RAISE EXCEPTION 'more holders than ids';
        END IF;
        INSERT INTO retention_purge (id, owner, label, report, number, by_desk, ground, why, told, made_at, signature)
        VALUES (fresh[place + 1], h.desk, keeper_label(h.desk), of_report, head.number, of_owner, word, h.why, h.told, at,
                signed);
        INSERT INTO notices_notice (id, owner, label, kind, thing, urgent, at)
        VALUES (fresh[place + 2], h.desk, keeper_label(h.desk), 'retention.purge', fresh[place + 1], false, at);
        INSERT INTO notices_telling (id, desk, urgent, at) VALUES (fresh[place + 3], h.desk, false, at);
        place := place + 3;
    END LOOP;
    holders := place / 3;

    -- What was asked because of it, and what was answered with it.
    PERFORM retention_silence(retention_threads(of_owner, of_report), at);
    PERFORM retention_unsay(of_report);

    SELECT coalesce(array_agg(e.id), '{}') INTO anchors FROM crosscheck_entry e
     WHERE e.owner = of_owner AND e.report = of_report;
    WITH removed AS (DELETE FROM crosscheck_hit x WHERE x.mine_report = of_report OR x.theirs_report = of_report
                     RETURNING x.id, x.pair)
    SELECT coalesce(array_agg(r.id), '{}'), coalesce(array_agg(DISTINCT r.pair), '{}') INTO lost, pairs FROM removed r;
    hits := cardinality(lost);
    DELETE FROM screening_match m WHERE m.hit = ANY (lost);
    DELETE FROM crosscheck_judgement j
     WHERE j.pair = ANY (pairs) OR j.mine = ANY (anchors) OR j.theirs = ANY (anchors);
    UPDATE screening_digest d SET records = coalesce((SELECT jsonb_agg(x) FROM jsonb_array_elements(d.records) x
            WHERE x ->> 'report' IS DISTINCT FROM of_report::text), '[]'::jsonb), answer_reason = ''
     WHERE d.owner = of_owner AND d.records @> jsonb_build_array(jsonb_build_object('report', of_report::text));
    DELETE FROM crosscheck_waiting q WHERE q.owner = of_owner AND q.report = of_report;
    DELETE FROM crosscheck_entry e WHERE e.owner = of_owner AND e.report = of_report;
    entries := cardinality(anchors);

    -- The files' bytes go after the commit, from the list that is kept until they are gone.
    INSERT INTO retention_sweep (id, stored_name)
    SELECT a.id, a.stored_name FROM files_attachment a
     WHERE a.owner = of_owner AND a.report = of_report AND a.part = 'nominal' AND a.removed_at IS NULL;
    SELECT coalesce(array_agg(a.id), '{}') INTO gone FROM files_attachment a
     WHERE a.owner = of_owner AND a.report = of_report AND a.part = 'nominal';
    DELETE FROM files_attachment a WHERE a.owner = of_owner AND a.id = ANY (gone);
    files := cardinality(gone);

    DELETE FROM intake_row_version v USING intake_quarantined_row q
     WHERE q.owner = of_owner AND q.source_key = head.source_key AND v.owner = q.owner AND v.row = q.id;
    DELETE FROM intake_quarantined_row q WHERE q.owner = of_owner AND q.source_key = head.source_key;

    DELETE FROM records_link x WHERE x.owner = of_owner AND x.report = of_report;
    DELETE FROM records_identifier x WHERE x.owner = of_owner AND x.report = of_report;
    DELETE FROM records_subject x WHERE x.owner = of_owner AND x.report = of_report;
    GET DIAGNOSTICS subjects = ROW_COUNT;
    DELETE FROM records_nominal x WHERE x.owner = of_owner AND x.report = of_report;
    -- Words beside the facts may name a person too; the hash of what is gone would confirm a guess.
    UPDATE records_version v SET nominal_hash = NULL, reason = '', restriction = '', mode_reason = ''
     WHERE v.owner = of_owner AND v.report = of_report;
    UPDATE records_report r SET source_key = NULL WHERE r.owner = of_owner AND r.id = of_report;
    UPDATE access_release r SET reason = '', assurance = '', refusal = ''
     WHERE r.owner = of_owner AND r.report = of_report;
    UPDATE retention_review r SET reason = '' WHERE r.owner = of_owner AND r.report = of_report;
    UPDATE retention_hold r SET reason = '' WHERE r.owner = of_owner AND r.report = of_report;
    -- The journal stays whole: its leaves commit to a salt, and the salt goes.
    UPDATE journal_leaf l SET salt = '' FROM journal_mention m
     WHERE m.leaf = l.id AND (m.record = of_report OR m.record = ANY (gone));

    INSERT INTO retention_tombstone (id, owner, label, report, number, digest, ground, made_at, by_officer, by_number,
        source_mark, subjects, files, entries, hits, holders)
    VALUES (tomb, of_owner, keeper_label(of_owner), of_report, head.number, sha256(convert_to(of_report::text, 'UTF8')),
        word, at, seen.officer, coalesce((SELECT o.number FROM directory_officer o WHERE o.id = seen.officer), 'node'),
        CASE WHEN head.source_key IS NULL THEN NULL ELSE retention_mark(head.source_key) END,
        subjects, files, entries, hits, holders);
    RETURN NEXT;
END $$;

-- Words that belong to no record are forgotten so long after the last thing that happened to them: questions to the bank,
-- requests, planned events and remarks on look-ups after a year, files of deliveries and joint operations after five.
-- Returns what went, by kind. One round takes so many of each.
CREATE FUNCTION retention_forget_words(most int) RETURNS TABLE (what text, gone bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    now_is timestamptz := viewer_instant();
    year_ago timestamptz := viewer_instant() - interval '1 year';
    years_ago timestamptz := viewer_instant() - interval '5 years';
    old uuid[]; more uuid[];
BEGIN
    PERFORM retention_keeping();

    SELECT coalesce(array_agg(x.thread), '{}') INTO old FROM (
        SELECT c.thread FROM requests_copy c
         WHERE c.made_at < year_ago AND c.question <> ''
           AND NOT EXISTS (SELECT FROM requests_line l WHERE l.thread = c.thread AND l.at >= year_ago)
         GROUP BY c.thread ORDER BY c.thread LIMIT most) x;
    PERFORM retention_silence(old, now_is);
    what := 'requests'; gone := cardinality(old); RETURN NEXT;

    WITH removed AS (
        DELETE FROM crosscheck_check k USING (
            SELECT o.owner, o.id FROM crosscheck_check o WHERE o.made_at < year_ago LIMIT most) late
         WHERE k.owner = late.owner AND k.id = late.id RETURNING k.id, k.owner, k.anchor)
    SELECT coalesce(array_agg(r.id), '{}'), coalesce(array_agg(DISTINCT r.anchor), '{}') INTO old, more FROM removed r;
    -- A question asked again since keeps its hits; the last one takes them along.
    SELECT coalesce(array_agg(a.anchor), '{}') INTO more FROM unnest(more) a(anchor)
     WHERE NOT EXISTS (SELECT FROM crosscheck_check k WHERE k.anchor = a.anchor);
    DELETE FROM crosscheck_hit h WHERE h.mine = ANY (more) AND h.side = 'asker';
    DELETE FROM crosscheck_judgement j WHERE j.mine = ANY (more) OR j.theirs = ANY (more);
    DELETE FROM retention_record_key k WHERE k.record = ANY (old);
    what := 'checks'; gone := cardinality(old); RETURN NEXT;

    WITH removed AS (
        DELETE FROM deconfliction_event e USING (
            SELECT o.owner, o.id FROM deconfliction_event o WHERE o.ends < year_ago LIMIT most) late
         WHERE e.owner = late.owner AND e.id = late.id RETURNING e.id)
    SELECT coalesce(array_agg(r.id), '{}') INTO old FROM removed r;
    DELETE FROM deconfliction_cover c WHERE c.event = ANY (old);
    DELETE FROM deconfliction_conflict c WHERE c.event = ANY (old);
    WITH removed AS (
        DELETE FROM deconfliction_crossing x WHERE x.first_event = ANY (old) OR x.second_event = ANY (old) RETURNING x.id)
    SELECT coalesce(array_agg(r.id), '{}') INTO more FROM removed r;
    DELETE FROM retention_record_key k WHERE k.record = ANY (old || more);
    what := 'events'; gone := cardinality(old); RETURN NEXT;

    SELECT coalesce(array_agg(x.id), '{}') INTO old FROM (
        SELECT d.id FROM operations_delivery d
         WHERE d.made_at < years_ago
           AND NOT EXISTS (SELECT FROM operations_delivery_step s WHERE s.delivery = d.id AND s.at >= years_ago)
        UNION ALL
        SELECT o.id FROM operations_operation o
         WHERE o.made_at < years_ago
           AND NOT EXISTS (SELECT FROM operations_entry e WHERE e.operation = o.id AND e.at >= years_ago)
         LIMIT most) x;
    DELETE FROM operations_delivery_step s WHERE s.delivery = ANY (old);
    DELETE FROM operations_entry e WHERE e.operation = ANY (old);
    DELETE FROM operations_invitation i WHERE i.operation = ANY (old);
    DELETE FROM operations_member m WHERE m.file = ANY (old);
    DELETE FROM operations_delivery d WHERE d.id = ANY (old);
    DELETE FROM operations_operation o WHERE o.id = ANY (old);
    UPDATE journal_leaf l SET salt = '' FROM journal_mention m WHERE m.leaf = l.id AND m.record = ANY (old);
    DELETE FROM retention_record_key k WHERE k.record = ANY (old);
    what := 'operations'; gone := cardinality(old); RETURN NEXT;

    WITH removed AS (
        DELETE FROM oversight_watched w WHERE w.ended_at < year_ago RETURNING w.id), blanked AS (
        UPDATE oversight_alert a SET remark = '' WHERE a.settled_at < year_ago AND a.remark <> '' RETURNING a.id), named AS (
        UPDATE intake_import i SET file_name = '…' WHERE i.begun_at < year_ago AND i.file_name <> '…' RETURNING i.id)
    SELECT array_agg(x.id) INTO old FROM (
        SELECT id FROM removed UNION ALL SELECT id FROM blanked UNION ALL SELECT id FROM named) x;
    DELETE FROM retention_record_key k WHERE k.record = ANY (old);
    what := 'remarks'; gone := coalesce(cardinality(old), 0); RETURN NEXT;
END $$;

-- PostgreSQL takes no sample of what may name a person (see erasing.sql).
DO $$
DECLARE
    named record;
BEGIN
    FOR named IN SELECT * FROM (VALUES
        ('requests_copy', 'question'), ('requests_copy', 'translation'), ('requests_copy', 'basis'),
        ('requests_copy', 'reference'), ('requests_copy', 'prepared'), ('requests_line', 'text'),
        ('requests_line', 'translation'), ('requests_line', 'detail'), ('crosscheck_check', 'case'),
        ('crosscheck_check', 'reason'), ('crosscheck_hit', 'answer_reason'), ('deconfliction_event', 'caller'),
        ('deconfliction_event', 'scope_note'), ('deconfliction_event', 'place'), ('deconfliction_event', 'way'),
        ('deconfliction_event', 'case'), ('deconfliction_event', 'supervisor'), ('deconfliction_event', 'telephone'),
        ('deconfliction_event', 'why'), ('deconfliction_crossing', 'notes'), ('operations_delivery', 'title'),
        ('operations_delivery_step', 'given'), ('operations_delivery_step', 'words'), ('operations_operation', 'title'),
        ('operations_entry', 'given'), ('operations_entry', 'words'), ('operations_invitation', 'title'),
        ('operations_invitation', 'words'), ('oversight_watched', 'name'), ('oversight_watched', 'identifier'),
        ('oversight_watched', 'reason'), ('oversight_alert', 'remark'), ('intake_import', 'file_name'),
        ('screening_match', 'reference'), ('screening_digest', 'answer_reason')
    ) AS v(relation, field) LOOP
        EXECUTE format('ALTER TABLE %I ALTER COLUMN %I SET STATISTICS 0', named.relation, named.field);
    END LOOP;
END $$;

REVOKE EXECUTE ON FUNCTION retention_threads(uuid, uuid), retention_silence(uuid[], timestamptz), retention_unsay(uuid),
    retention_erase(uuid, uuid, uuid, text, bytea, uuid[]), retention_forget_words(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION retention_erase(uuid, uuid, uuid, text, bytea, uuid[]), retention_forget_words(int) TO kerege_app;
ALTER FUNCTION retention_threads(uuid, uuid) OWNER TO kerege_law;
ALTER FUNCTION retention_silence(uuid[], timestamptz) OWNER TO kerege_law;
ALTER FUNCTION retention_unsay(uuid) OWNER TO kerege_law;
ALTER FUNCTION retention_erase(uuid, uuid, uuid, text, bytea, uuid[]) OWNER TO kerege_law;
ALTER FUNCTION retention_forget_words(int) OWNER TO kerege_law;
