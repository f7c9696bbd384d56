-- Reports of the viewer's own agency of which a part waits at the national gate.
SELECT r.id, r.owner
  FROM records_listing l
  JOIN records_report r ON r.owner = l.owner AND r.id = l.report
 WHERE l.audience = ANY(%(audiences)s::uuid[])
   AND NOT r.retracted
   AND (r.facts_state = 'desk' OR r.nominal_state = 'desk')
   AND (r.facts_state = 'desk' OR (r.nominal_state = 'desk' AND EXISTS (
        SELECT FROM records_nominal n WHERE n.owner = r.owner AND n.report = r.id AND n.current)))
 ORDER BY l.sort_on DESC, r.id
 LIMIT %(limit)s
