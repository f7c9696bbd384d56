-- The newest reports in the viewer's audiences, after a cursor; labels apply by row policy; a day that is not known comes last.
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
     LIMIT %(limit)s
 ) page
 ORDER BY page.sort_on DESC, page.report DESC
 LIMIT %(limit)s
