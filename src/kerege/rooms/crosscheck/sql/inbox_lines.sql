-- The lines of an agency's inbox of hits, ordered before anything is cut: what waits for an answer by its clock, then the
-- newest. Several matches of one desk with one question are one line, the best of them, unless the viewer may read theirs.
-- What stands in the inner list is sorted whole, once; the conditions are asked row by row, only until enough are found.
WITH found AS MATERIALIZED (
    SELECT h.id, h.due_at, h.last_at
      FROM (SELECT o.id, o.mine, o.pair, o.theirs, o.other_desk, o.side, o.mode, o.answer, o.grade, o.fields, o.last_at,
                   CASE WHEN o.mode = 'silent' AND o.side = 'owner' AND o.answer = '' THEN o.due_at END AS due_at
              FROM crosscheck_hit o
             WHERE o.owner = ANY (%(desks)s) AND (%(side)s = '' OR o.side = %(side)s)
               AND (%(report)s::uuid IS NULL OR o.mine_report = %(report)s)
               AND NOT (%(recorded)s AND (o.mine_report IS NULL OR o.theirs_report IS NULL))
               AND NOT (%(post)s AND o.fields <@ %(weak)s::varchar[])
             ORDER BY 12, 11 DESC, 1 OFFSET 0) h
     WHERE (NOT %(waiting)s OR CASE WHEN h.mode = 'silent' AND h.side = 'owner' THEN h.answer = '' ELSE NOT EXISTS (
            SELECT FROM crosscheck_judgement j
             WHERE j.owner = ANY (%(desks)s) AND j.pair = h.pair AND j.withdrawn_at IS NULL) END)
       AND (h.side <> 'asker'
            OR NOT EXISTS (
                SELECT FROM crosscheck_hit b
                 WHERE b.owner = ANY (%(desks)s) AND b.mine = h.mine AND b.other_desk = h.other_desk AND b.side = 'asker'
                   AND (%(report)s::uuid IS NULL OR b.mine_report = %(report)s)
                   AND NOT (%(post)s AND b.fields <@ %(weak)s::varchar[])
                   AND (b.grade <> 'strong', -cardinality(b.fields), b.fields, b.id)
                       < (h.grade <> 'strong', -cardinality(h.fields), h.fields, h.id)
                   AND NOT EXISTS (SELECT FROM crosscheck_entry e WHERE e.owner = b.other_desk AND e.id = b.theirs))
            OR EXISTS (SELECT FROM crosscheck_entry e WHERE e.owner = h.other_desk AND e.id = h.theirs))
     ORDER BY h.due_at, h.last_at DESC, h.id LIMIT %(counted)s)
SELECT (SELECT count(*) FROM found),
       ARRAY(SELECT f.id FROM found f ORDER BY f.due_at, f.last_at DESC, f.id OFFSET %(offset)s LIMIT %(limit)s)
