-- Items of current reports in a span; a report whose dates reach outside the span at both ends is not placed in it.
SELECT f.report, f.owner, f.kind, f.country, f.first_day, f.last_day, i.substance, i.substance_given, i.base,
       i.base_amount, i.amount, i.unit
  FROM records_facts f
  JOIN records_report r ON r.owner = f.owner AND r.id = f.report AND NOT r.retracted AND r.repeats IS NULL
  JOIN records_item i ON i.owner = f.owner AND i.report = f.report AND i.current
 WHERE f.current AND f.kind = ANY(%(kinds)s) AND (%(country)s = '' OR f.country = %(country)s)
   AND f.first_day >= %(since)s AND f.last_day <= %(until)s
 ORDER BY f.first_day, f.report, i.position
