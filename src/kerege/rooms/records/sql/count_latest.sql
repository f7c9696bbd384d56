-- How many reports a list holds, up to a cap; counted over rows the viewer may see and nothing else. One audience that
-- reaches the cap alone is enough, and none is counted behind it (what is shared with many comes first); only where none
-- does are reports that stand in several counted once.
WITH RECURSIVE listed AS NOT MATERIALIZED (
    SELECT l.audience, l.report
      FROM records_listing l
     WHERE (%(kind)s = '' OR l.kind = %(kind)s)
       AND (%(country)s = '' OR l.country = %(country)s)
       AND (%(since)s::date IS NULL OR l.sort_on >= %(since)s::date)
       AND (%(until)s::date IS NULL OR l.sort_on BETWEEN DATE '0001-01-02' AND %(until)s::date)
), counted(at, audience, held) AS (
    SELECT 0::bigint, NULL::uuid, 0::bigint
     UNION ALL
    SELECT mine.at, mine.audience, (SELECT count(*) FROM (
        SELECT FROM listed l WHERE l.audience = mine.audience LIMIT %(cap)s) capped)
      FROM counted former
      JOIN unnest(%(audiences)s::uuid[]) WITH ORDINALITY AS mine(audience, at) ON mine.at = former.at + 1
     WHERE former.held < %(cap)s
)
SELECT CASE
    WHEN (SELECT max(held) FROM counted) >= %(cap)s THEN %(cap)s
    WHEN (SELECT count(*) FROM counted WHERE held > 0) < 2 THEN (SELECT max(held) FROM counted)
    ELSE (SELECT count(*) FROM (
        SELECT DISTINCT l.report FROM listed l
         WHERE l.audience = ANY (SELECT audience FROM counted WHERE held > 0)
         LIMIT %(cap)s) once)
    END
