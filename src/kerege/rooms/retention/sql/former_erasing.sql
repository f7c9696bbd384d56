-- As erasing was before words.sql took its place: kept because the migration of that time makes it first. Not in force.
-- Desks of others that hold something of a nominal part: whom it was released to, ever, and whom a hit told of it.
-- `told`: its owner knows of them already.
CREATE FUNCTION retention_holders(of_owner uuid, of_report uuid) RETURNS TABLE (desk uuid, why text, told boolean)
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
          FROM crosscheck_hit h WHERE h.theirs_report = of_report AND h.owner <> of_owner)
    SELECT f.desk, min(f.why), bool_or(f.told) FROM found f JOIN directory_desk d ON d.id = f.desk
     WHERE d.agency <> (SELECT agency FROM home) GROUP BY f.desk ORDER BY f.desk
$$;

-- Erase the nominal part of one report, in all versions. `fresh` are random ids made by the caller, three a holder.
CREATE FUNCTION retention_erase(of_owner uuid, of_report uuid, tomb uuid, word text, at timestamptz, signed bytea,
    fresh uuid[]) RETURNS TABLE (subjects int, files int, entries int, hits int, holders int)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    seen viewer_row := verified_viewer();
    head record; late date; gone uuid[]; pairs uuid[]; anchors uuid[]; lost uuid[]; h record; place int := 0;
BEGIN
    IF at IS DISTINCT FROM viewer_instant() THEN
        RAISE EXCEPTION 'an erasure happens at the instant signed with its viewer' USING ERRCODE = '42501';
    END IF;
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
            WHERE x ->> 'report' IS DISTINCT FROM of_report::text), '[]'::jsonb)
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
     WHERE r.owner = of_owner AND r.report = of_report AND r.part = 'nominal';
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
