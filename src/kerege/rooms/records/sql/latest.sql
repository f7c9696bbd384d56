-- The newest reports in the viewer's audiences after a cursor, `window` of them; labels apply by row policy; a day that is
-- not known comes last. Where a substance or words are sought, those of the window that hold it, up to `limit`: what is
-- looked through is bounded, so that a word nobody wrote costs no more than one that stands everywhere. Each row says too
-- how many were looked at, how many of them hold it, and where the look ended; one row without a report when none does.
WITH looked AS MATERIALIZED (
    SELECT DISTINCT page.sort_on, page.report, page.owner
      FROM unnest(%(audiences)s::uuid[]) AS mine(audience)
     CROSS JOIN LATERAL (
        SELECT l.sort_on, l.report, l.owner
          FROM records_listing l
         WHERE l.audience = mine.audience
           AND (%(kind)s = '' OR l.kind = %(kind)s)
           AND (%(country)s = '' OR l.country = %(country)s)
           AND (%(since)s::date IS NULL OR l.sort_on >= %(since)s::date)
           AND (%(until)s::date IS NULL OR l.sort_on BETWEEN DATE '0001-01-02' AND %(until)s::date)
           AND (NOT %(after)s OR (l.sort_on, l.report) < (%(after_day)s::date, %(after_report)s::uuid))
         ORDER BY l.sort_on DESC, l.report DESC
         LIMIT %(window)s
     ) page
     ORDER BY page.sort_on DESC, page.report DESC
     LIMIT %(window)s
), holding AS MATERIALIZED (
    SELECT k.sort_on, k.report, k.owner
      FROM looked k
     WHERE (%(substance)s = '' OR EXISTS (SELECT FROM records_item i WHERE i.owner = k.owner AND i.report = k.report
            AND i.current AND i.substance = %(substance)s OFFSET 0))
       AND (%(text)s = '' OR EXISTS (SELECT FROM records_facts f WHERE f.owner = k.owner AND f.report = k.report
            AND f.current AND f.content::text ILIKE %(text)s OFFSET 0))
), ended AS (
    SELECT sort_on, report FROM looked ORDER BY sort_on, report LIMIT 1
)
SELECT h.sort_on, h.report, h.owner, (SELECT count(*) FROM looked), (SELECT count(*) FROM holding), e.sort_on, e.report
  FROM ended e
  LEFT JOIN (SELECT * FROM holding ORDER BY sort_on DESC, report DESC LIMIT %(limit)s) h ON true
 ORDER BY h.sort_on DESC, h.report DESC
