SET LOCAL ROLE kerege_law;

-- Words that belong to no record are forgotten so long after the last thing that happened to them: questions to the bank,
-- requests, planned events and remarks on look-ups after a year, files of deliveries and joint operations after five.
-- Scans of letters go with the file they belong to, their bytes by the next sweep. A request that began from a record on
-- which a hold stands waits for the hold's end. Returns what went, by kind. One round takes so many of each.
CREATE OR REPLACE FUNCTION retention_forget_words(most int) RETURNS TABLE (what text, gone bigint)
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
           AND NOT EXISTS (SELECT FROM requests_copy k JOIN retention_hold h ON h.report = k.report
                            WHERE k.thread = c.thread AND h.lifted_at IS NULL AND h.expires_on >= now_is::date)
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
    INSERT INTO retention_sweep (id, stored_name)
    SELECT a.id, a.stored_name FROM files_attachment a WHERE a.report = ANY (old) AND a.removed_at IS NULL;
    DELETE FROM files_attachment a WHERE a.report = ANY (old);
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
RESET ROLE;
