-- Facts of current reports whose date meets a span (of open sources also those published in it), with the terms of
-- their head version; exact repeats once, judged among the rows the viewer may see: the first visible one stands.
SELECT f.report, f.owner, r.number, f.kind, f.occurred, f.country, f.region, f.place, f.latitude, f.longitude,
       f.persons_count, f.content, r.facts_state, r.made_at, v.number, v.made_at, v.handling, v.conditions,
       v.restriction, v.level, v.forbidden, v.grading_scheme, v.grading_source, v.grading_information, v.language
  FROM records_facts f
  JOIN records_report r ON r.owner = f.owner AND r.id = f.report AND NOT r.retracted
  JOIN records_version v ON v.owner = r.owner AND v.id = r.head
 WHERE f.current AND f.kind = ANY(%(kinds)s)
   AND ((f.first_day <= %(until)s AND f.last_day >= %(since)s)
        OR (f.kind = 'open_source' AND f.content->>'published' BETWEEN %(since)s::date::text AND %(until)s::date::text))
   AND (r.repeats IS NULL OR NOT EXISTS (
        SELECT FROM records_report o WHERE o.owner = r.owner AND NOT o.retracted
           AND (o.id = r.repeats OR (o.repeats = r.repeats AND o.id < r.id))))
 ORDER BY f.first_day, f.last_day, r.number
