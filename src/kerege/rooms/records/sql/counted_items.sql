-- Items of current reports in a span; a report whose dates reach outside the span at both ends is not placed in it.
-- Exact repeats once, judged among the rows the viewer may see: of a report and its repeats the first visible one counts.
SELECT f.report, f.owner, f.kind, f.country, f.first_day, f.last_day, i.substance, i.substance_given, i.base,
       i.base_amount, i.amount, i.unit
  FROM records_facts f
  JOIN records_report r ON r.owner = f.owner AND r.id = f.report AND NOT r.retracted
  JOIN records_item i ON i.owner = f.owner AND i.report = f.report AND i.current
 WHERE f.current AND f.kind = ANY(%(kinds)s) AND (%(country)s = '' OR f.country = %(country)s)
   AND f.first_day >= %(since)s AND f.last_day <= %(until)s
   AND (r.repeats IS NULL OR NOT EXISTS (
        SELECT FROM records_report o WHERE o.owner = r.owner AND NOT o.retracted
           AND (o.id = r.repeats OR (o.repeats = r.repeats AND o.id < r.id))))
 ORDER BY f.first_day, f.report, i.position
