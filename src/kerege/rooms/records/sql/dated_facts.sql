-- Facts of current reports whose date meets a span (of open sources also those published in it), with the terms of
-- their head version and the parties that their label leaves out; exact repeats once, judged among the rows that stand
-- here and that the viewer may see.
WITH standing AS (
    SELECT f.report, f.owner, r.number, f.kind, f.occurred, f.country, f.region, f.place, f.latitude, f.longitude,
           f.persons_count, f.content, r.facts_state, r.made_at, r.head, f.label, f.first_day, f.last_day,
           row_number() OVER (PARTITION BY r.owner, coalesce(r.repeats, r.id) ORDER BY r.repeats IS NOT NULL, r.id) AS place_among
      FROM records_facts f
      JOIN records_report r ON r.owner = f.owner AND r.id = f.report AND NOT r.retracted
     WHERE f.current AND f.kind = ANY(%(kinds)s)
       AND ((f.first_day <= %(until)s AND f.last_day >= %(since)s)
            OR (f.kind = 'open_source' AND f.content->>'published' BETWEEN %(since)s::date::text AND %(until)s::date::text))
)
SELECT s.report, s.owner, s.number, s.kind, s.occurred, s.country, s.region, s.place, s.latitude, s.longitude,
       s.persons_count, s.content, s.facts_state, s.made_at, v.number, v.made_at, v.handling, v.conditions,
       v.restriction, v.level, coalesce(n.forbidden, '{}'), v.grading_scheme, v.grading_source, v.grading_information, v.language
  FROM standing s
  JOIN records_version v ON v.owner = s.owner AND v.id = s.head
  LEFT JOIN parties_left_out() n ON n.label = s.label
 WHERE s.place_among = 1
 ORDER BY s.first_day, s.last_day, s.number
