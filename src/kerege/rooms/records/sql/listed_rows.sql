-- What a list says of some reports, in their order, and under which terms their owners let each be read. That one repeats
-- another is said to who may see that other.
SELECT r.id, r.owner, r.number, r.kind, r.retracted,
       EXISTS (SELECT FROM records_report o WHERE o.owner = r.owner AND o.id = r.repeats), r.facts_state,
       f.occurred, f.country, f.region, f.place, f.persons_count, f.latitude, f.longitude, f.content,
       v.level, v.handling, v.conditions, v.restriction
  FROM unnest(%(owners)s::uuid[], %(reports)s::uuid[]) WITH ORDINALITY AS asked(owner, report, place)
  JOIN records_report r ON r.owner = asked.owner AND r.id = asked.report
  JOIN records_facts f ON f.owner = r.owner AND f.report = r.id AND f.current
  JOIN records_version v ON v.owner = r.owner AND v.id = r.head
 ORDER BY asked.place
