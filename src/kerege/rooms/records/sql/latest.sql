-- The newest reports in the viewer's audiences, after a cursor; labels apply by row policy; a day that is not known comes last.
SELECT DISTINCT page.sort_on, page.report, page.owner
  FROM unnest(%(audiences)s::uuid[]) AS mine(audience)
 CROSS JOIN LATERAL (
    SELECT coalesce(l.sort_on, DATE '0001-01-01') AS sort_on, l.report, l.owner
      FROM records_listing l
     WHERE l.audience = mine.audience
       AND (%(kind)s = '' OR l.kind = %(kind)s)
       AND (%(country)s = '' OR l.country = %(country)s)
       AND (%(since)s::date IS NULL OR l.sort_on >= %(since)s::date)
       AND (%(until)s::date IS NULL OR l.sort_on <= %(until)s::date)
       AND (NOT %(after)s OR (coalesce(l.sort_on, DATE '0001-01-01'), l.report) < (%(after_day)s::date, %(after_report)s::uuid))
       AND (%(substance)s = '' OR EXISTS (SELECT FROM records_item i WHERE i.owner = l.owner AND i.report = l.report
            AND i.current AND i.substance = %(substance)s))
       AND (%(text)s = '' OR EXISTS (SELECT FROM records_facts f WHERE f.owner = l.owner AND f.report = l.report
            AND f.current AND f.content::text ILIKE %(text)s))
     ORDER BY l.sort_on DESC NULLS LAST, l.report DESC
     LIMIT %(limit)s
 ) page
 ORDER BY page.sort_on DESC, page.report DESC
 LIMIT %(limit)s
