-- Every owner is asked, however many hold records of a name: the ids are worked out from one that was drawn.
SET LOCAL ROLE kerege_law;
CREATE OR REPLACE FUNCTION retention_consult(of_inquiry uuid, pairs jsonb, names text[], marks text[], fresh uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    q retention_inquiry; p record; ids uuid[];
BEGIN
    SELECT * INTO q FROM retention_inquiry i WHERE i.id = of_inquiry AND i.owner = ANY (own_desks());
    IF NOT seen.active OR seen.role <> 'data_protection' OR q IS NULL OR q.closed_at IS NOT NULL
            OR EXISTS (SELECT FROM retention_consultation c WHERE c.inquiry = of_inquiry) THEN
        RAISE EXCEPTION 'requests of persons are a data protection officer''s' USING ERRCODE = '42501';
    END IF;
    FOR p IN
        SELECT x.owner, x.report FROM jsonb_to_recordset(pairs) AS x(owner uuid, report uuid)
         WHERE EXISTS (SELECT FROM records_nominal n WHERE n.owner = x.owner AND n.report = x.report AND n.current)
        UNION
        SELECT n.owner, n.report FROM directory_desk d
         CROSS JOIN LATERAL (SELECT m.owner, m.report FROM records_nominal m
                              WHERE m.owner = d.id AND m.current AND m.review_on < seen.day) n
         WHERE EXISTS (SELECT FROM records_subject s WHERE s.owner = n.owner AND s.report = n.report AND s.current
                          AND s.kind = 'person' AND lower(s.name) = ANY (names))
            OR EXISTS (SELECT FROM records_identifier i WHERE i.owner = n.owner AND i.report = n.report AND i.current
                          AND i.value = ANY (marks))
         ORDER BY 1, 2
    LOOP
        ids := ARRAY(SELECT md5(format('%s|%s|%s|%s', fresh[1], p.owner, p.report, n))::uuid
                       FROM generate_series(1, 3) n ORDER BY n);
        INSERT INTO retention_consultation (id, owner, label, inquiry, report, wish, by_desk, made_at, due_on, answer,
            answer_reason)
        VALUES (ids[1], p.owner, keeper_label(p.owner), q.id, p.report, q.wish, q.owner, viewer_instant(),
            q.reply_from, '', '');
        INSERT INTO notices_notice (id, owner, label, kind, thing, urgent, at)
        VALUES (ids[2], p.owner, keeper_label(p.owner), 'retention.consultation', ids[1], false, viewer_instant());
        INSERT INTO notices_telling (id, desk, urgent, at) VALUES (ids[3], p.owner, false, viewer_instant());
    END LOOP;
END $$;
RESET ROLE;
