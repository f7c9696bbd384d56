-- Requests of persons about themselves. The officer who asks learns nothing of who was asked, how many, or what they answer.
GRANT SELECT ON retention_inquiry TO kerege_law;
GRANT SELECT, INSERT, UPDATE (answer_reason) ON retention_consultation TO kerege_law;

-- Ask the owners of these records, and of records past their review day that name the same exactly (those stand in no
-- index). `pairs` holds owner and report; `fresh` three random ids for each owner's record.
CREATE FUNCTION retention_consult(of_inquiry uuid, pairs jsonb, names text[], marks text[], fresh uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    q retention_inquiry; p record; place int := 0;
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
        EXIT WHEN place + 3 > cardinality(fresh);
        INSERT INTO retention_consultation (id, owner, label, inquiry, report, wish, by_desk, made_at, due_on, answer,
            answer_reason)
        VALUES (fresh[place + 1], p.owner, keeper_label(p.owner), q.id, p.report, q.wish, q.owner, viewer_instant(),
            q.reply_from, '', '');
        INSERT INTO notices_notice (id, owner, label, kind, thing, urgent, at)
        VALUES (fresh[place + 2], p.owner, keeper_label(p.owner), 'retention.consultation', fresh[place + 1], false,
            viewer_instant());
        INSERT INTO notices_telling (id, desk, urgent, at) VALUES (fresh[place + 3], p.owner, false, viewer_instant());
        place := place + 3;
    END LOOP;
END $$;

-- A request that was replied to forgets who asked; backups then cannot open it either.
CREATE FUNCTION inquiry_key_lost() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM retention_record_key k USING gone g WHERE k.record = g.id AND g.closed_at IS NOT NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER retention_inquiry_closed AFTER UPDATE ON retention_inquiry
    REFERENCING NEW TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION inquiry_key_lost();

-- What an owner answered about a record goes with the record.
CREATE FUNCTION consultation_forgets() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE retention_consultation c SET answer_reason = '' FROM gone g WHERE c.report = g.report;
    RETURN NULL;
END $$;
CREATE TRIGGER retention_tombstone_tells AFTER INSERT ON retention_tombstone
    REFERENCING NEW TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION consultation_forgets();

ALTER TABLE retention_consultation ALTER COLUMN answer_reason SET STATISTICS 0;
ALTER TABLE retention_inquiry ALTER COLUMN asked SET STATISTICS 0;
REVOKE INSERT ON retention_consultation FROM kerege_app;
REVOKE EXECUTE ON FUNCTION retention_consult(uuid, jsonb, text[], text[], uuid[]), inquiry_key_lost(), consultation_forgets()
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION retention_consult(uuid, jsonb, text[], text[], uuid[]) TO kerege_app;
ALTER FUNCTION retention_consult(uuid, jsonb, text[], text[], uuid[]) OWNER TO kerege_law;
ALTER FUNCTION inquiry_key_lost() OWNER TO kerege_law;
ALTER FUNCTION consultation_forgets() OWNER TO kerege_law;
