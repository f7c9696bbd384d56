-- How many reports a list holds, up to a cap; counted over rows the viewer may see and nothing else.
SELECT count(*) FROM (
    SELECT DISTINCT page.report FROM unnest(%(audiences)s::uuid[]) AS mine(audience)
     CROSS JOIN LATERAL (
        SELECT l.report FROM records_listing l
         WHERE l.audience = mine.audience
           AND (%(kind)s = '' OR l.kind = %(kind)s)
           AND (%(country)s = '' OR l.country = %(country)s)
           AND (%(since)s::date IS NULL OR l.sort_on >= %(since)s::date)
           AND (%(until)s::date IS NULL OR l.sort_on <= %(until)s::date)
           AND (%(substance)s = '' OR EXISTS (SELECT FROM records_item i WHERE i.owner = l.owner AND i.report = l.report
                AND i.current AND i.substance = %(substance)s))
           AND (%(text)s = '' OR EXISTS (SELECT FROM records_facts f WHERE f.owner = l.owner AND f.report = l.report
                AND f.current AND f.content::text ILIKE %(text)s))
         LIMIT %(cap)s
     ) page
     LIMIT %(cap)s
) capped
