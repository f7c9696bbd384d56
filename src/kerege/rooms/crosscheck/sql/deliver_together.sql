-- As deliver_spared.sql says it, for all matches at once: each is judged by the law again and written for both sides in one
-- statement, in the order given, so that a number shared by very many costs little more than one of its own.
SET LOCAL ROLE kerege_law;
CREATE OR REPLACE FUNCTION deliver_hit(matches jsonb, asker_label int)
RETURNS TABLE (pair uuid, hit uuid, told uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
#variable_conflict use_column
DECLARE
    seen viewer_row := verified_viewer();
    own uuid[] := own_audiences(seen);
    held int[] := held_labels();
    at timestamptz := viewer_instant();
BEGIN
    IF EXISTS (SELECT FROM access_label l WHERE l.id = asker_label AND l.owner_audience <> ALL (own)) THEN
        RAISE EXCEPTION 'a check is kept under a label of the asker''s own agency' USING ERRCODE = '42501';
    END IF;
    RETURN QUERY
    WITH matched AS (
        SELECT m.*, e.report AS their_report, e.keeper, d.agency, g.party,
               CASE WHEN e.label = ANY (held) THEN 3 ELSE coalesce(f.mode, 0) END AS learned
          FROM ROWS FROM (jsonb_to_recordset(matches) AS (id uuid, other_id uuid, entry uuid, entry_owner uuid, mine uuid,
                   mine_report uuid, mine_finding int, pair uuid, grade text, fields varchar[], told_grade text,
                   told_fields varchar[])) WITH ORDINALITY
               AS m(id, other_id, entry, entry_owner, mine, mine_report, mine_finding, pair, grade, fields, told_grade,
                   told_fields, place)
         CROSS JOIN LATERAL (
            SELECT x.report, x.keeper, x.label, x.finding FROM crosscheck_entry x
             WHERE x.owner = m.entry_owner AND x.id = m.entry OFFSET 0) e
          JOIN directory_desk d ON d.id = m.entry_owner JOIN directory_agency g ON g.id = d.agency
          LEFT JOIN held_findings() f ON f.finding = e.finding
    ), answered AS (
        SELECT DISTINCT b.mine_finding, b.party,
               CASE WHEN b.mine_finding IS NULL THEN 2
                    ELSE coalesce(learns_of(b.mine_finding, b.party, seen.day), 0) END AS back
          FROM (SELECT DISTINCT mine_finding, party FROM matched) b
    ), judged AS MATERIALIZED (
        SELECT m.*, a.back FROM matched m
          JOIN answered a ON a.party = m.party AND a.mine_finding IS NOT DISTINCT FROM m.mine_finding
         WHERE m.learned > 0 AND (a.back > 0 OR m.learned = 3 OR m.agency = ANY (own))
    ), asking AS (
        INSERT INTO crosscheck_hit AS h (id, owner, label, side, pair, mine, mine_report, theirs, theirs_report,
            other_desk, other_party, other_label, mode, grade, fields, purpose, made_at, last_at, times, due_at,
            answer, answer_reason)
        SELECT j.id, seen.desk, asker_label, 'asker', j.pair, j.mine, j.mine_report, j.entry, j.their_report,
               j.entry_owner, j.party, j.keeper, CASE j.learned WHEN 3 THEN 'open' ELSE 'hit' END,
               coalesce(j.told_grade, j.grade), coalesce(j.told_fields, j.fields), seen.purpose, at, at, 1, NULL, '', ''
          FROM judged j WHERE j.learned > 1 ORDER BY j.place
        ON CONFLICT ON CONSTRAINT crosscheck_hit_pair DO UPDATE
            SET last_at = excluded.last_at, times = h.times + 1, mode = excluded.mode, grade = excluded.grade,
                fields = excluded.fields
        RETURNING h.id, h.pair
    ), telling AS (
        INSERT INTO crosscheck_hit AS h (id, owner, label, side, pair, mine, mine_report, theirs, theirs_report,
            other_desk, other_party, other_label, mode, grade, fields, purpose, made_at, last_at, times, due_at,
            answer, answer_reason)
        SELECT j.other_id, j.entry_owner, j.keeper, 'owner', j.pair, j.entry, j.their_report, j.mine, j.mine_report,
               seen.desk, seen.party, asker_label,
               CASE j.learned WHEN 3 THEN 'open' WHEN 2 THEN 'hit' ELSE 'silent' END, j.grade, j.fields, seen.purpose,
               at, at, 1, CASE j.learned WHEN 1 THEN at + interval '72 hours' END, '', ''
          FROM judged j WHERE j.back = 2 AND j.agency <> ALL (own) ORDER BY j.place
        ON CONFLICT ON CONSTRAINT crosscheck_hit_pair DO UPDATE
            SET last_at = excluded.last_at, times = h.times + 1, grade = excluded.grade, fields = excluded.fields
        RETURNING h.pair, h.owner
    )
    SELECT j.pair, a.id, t.owner FROM judged j LEFT JOIN asking a ON a.pair = j.pair LEFT JOIN telling t ON t.pair = j.pair
     ORDER BY j.place;
END $$;

-- No two candidates have the same keys: remembering what was worked out for some costs more than it saves.
ALTER FUNCTION met_candidates(bigint[], real[], bigint[], uuid[], int, int, int) SET enable_memoize = off;
RESET ROLE;
