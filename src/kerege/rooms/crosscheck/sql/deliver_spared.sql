-- As in deliver_signed.sql, and of each match the asker may be told less than its owner.
SET LOCAL ROLE kerege_law;
-- Write both sides' rows of matches. The viewer is the asker; each match is judged by the law again: what he may not
-- find is passed over, a silent match is written for the owner alone, and a match of a report of the asker's that is
-- itself silent or hidden towards the other side is not told there. `matches` holds id, other_id, entry, entry_owner,
-- mine, mine_report, mine_finding (null for a question), pair, grade, fields; told_grade and told_fields where the asker is told
-- less: the very identity that he asked for is recorded as misused by others, which is no other owner's to learn.
-- Answers with what was written: the pair, the asker's row (null when silent), the owner's desk if it was told.
CREATE OR REPLACE FUNCTION deliver_hit(matches jsonb, asker_label int)
RETURNS TABLE (pair uuid, hit uuid, told uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    held int[] := held_labels();
    modes jsonb := (SELECT coalesce(jsonb_object_agg(f.finding, f.mode), '{}') FROM held_findings() f);
    at timestamptz := viewer_instant();
    m record; e record; learned int; back int; written uuid;
BEGIN
    IF EXISTS (SELECT FROM access_label l WHERE l.id = asker_label AND l.owner_audience <> ALL (own_audiences(seen))) THEN
        RAISE EXCEPTION 'a check is kept under a label of the asker''s own agency' USING ERRCODE = '42501';
    END IF;
    FOR m IN SELECT * FROM jsonb_to_recordset(matches) AS x(id uuid, other_id uuid, entry uuid, entry_owner uuid,
            mine uuid, mine_report uuid, mine_finding int, pair uuid, grade text, fields jsonb, told_grade text,
            told_fields jsonb) LOOP
        SELECT c.*, d.agency, g.party INTO e FROM crosscheck_entry c JOIN directory_desk d ON d.id = c.owner
          JOIN directory_agency g ON g.id = d.agency WHERE c.owner = m.entry_owner AND c.id = m.entry;
        CONTINUE WHEN NOT FOUND;
        learned := CASE WHEN e.label = ANY (held) THEN 3
            ELSE coalesce((modes ->> e.finding::text)::int, 0) END;
        CONTINUE WHEN learned = 0;
        back := CASE WHEN m.mine_finding IS NULL THEN 2 ELSE coalesce(learns_of(m.mine_finding, e.party, seen.day), 0) END;
        CONTINUE WHEN back = 0 AND learned < 3 AND e.agency <> ALL (own_audiences(seen));
        written := NULL;
        IF learned > 1 THEN
            INSERT INTO crosscheck_hit AS h (id, owner, label, side, pair, mine, mine_report, theirs, theirs_report,
                other_desk, other_party, other_label, mode, grade, fields, purpose, made_at, last_at, times, due_at,
                answer, answer_reason)
            VALUES (m.id, seen.desk, asker_label, 'asker', m.pair, m.mine, m.mine_report, e.id, e.report, e.owner,
                e.party, e.keeper, CASE learned WHEN 3 THEN 'open' ELSE 'hit' END, coalesce(m.told_grade, m.grade),
                ARRAY(SELECT jsonb_array_elements_text(coalesce(m.told_fields, m.fields))), seen.purpose, at, at, 1, NULL, '', '')
            ON CONFLICT ON CONSTRAINT crosscheck_hit_pair DO UPDATE
                SET last_at = excluded.last_at, times = h.times + 1, mode = excluded.mode, grade = excluded.grade,
                    fields = excluded.fields
            RETURNING h.id INTO written;
        END IF;
        IF e.agency = ANY (own_audiences(seen)) OR back < 2 THEN
            RETURN QUERY SELECT m.pair, written, NULL::uuid;
            CONTINUE;
        END IF;
        INSERT INTO crosscheck_hit AS h (id, owner, label, side, pair, mine, mine_report, theirs, theirs_report,
            other_desk, other_party, other_label, mode, grade, fields, purpose, made_at, last_at, times, due_at,
            answer, answer_reason)
        VALUES (m.other_id, e.owner, e.keeper, 'owner', m.pair, e.id, e.report, m.mine, m.mine_report, seen.desk,
            seen.party, asker_label, CASE learned WHEN 3 THEN 'open' WHEN 2 THEN 'hit' ELSE 'silent' END, m.grade,
            ARRAY(SELECT jsonb_array_elements_text(m.fields)), seen.purpose, at, at, 1,
            CASE learned WHEN 1 THEN at + interval '72 hours' END, '', '')
        ON CONFLICT ON CONSTRAINT crosscheck_hit_pair DO UPDATE
            SET last_at = excluded.last_at, times = h.times + 1, grade = excluded.grade, fields = excluded.fields;
        RETURN QUERY SELECT m.pair, written, e.owner;
    END LOOP;
END $$;
RESET ROLE;
