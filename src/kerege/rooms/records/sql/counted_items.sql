-- Items of current reports in a span; a report whose dates reach outside the span at both ends is not placed in it.
-- Exact repeats once, judged among the rows that stand here and that the viewer may see: the first of them counts.
WITH standing AS (
    SELECT f.report, f.owner, f.kind, f.country, f.first_day, f.last_day,
           row_number() OVER (PARTITION BY r.owner, coalesce(r.repeats, r.id) ORDER BY r.repeats IS NOT NULL, r.id) AS place
      FROM records_facts f
      JOIN records_report r ON r.owner = f.owner AND r.id = f.report AND NOT r.retracted
     WHERE f.current AND f.kind = ANY(%(kinds)s) AND (%(country)s = '' OR f.country = %(country)s)
       AND f.first_day >= %(since)s AND f.last_day <= %(until)s
)
SELECT s.report, s.owner, s.kind, s.country, s.first_day, s.last_day, i.substance, i.substance_given, i.base,
       i.base_amount, i.amount, i.unit
  FROM standing s
  JOIN records_item i ON i.owner = s.owner AND i.report = s.report AND i.current
 WHERE s.place = 1
 ORDER BY s.first_day, s.report, i.position
