-- Reports of the viewer's own agency of which a part waits at the national gate: few, so that they are looked at first.
SELECT r.id, r.owner
  FROM records_report r
  JOIN records_listing l ON l.owner = r.owner AND l.report = r.id AND l.audience = ANY(%(audiences)s::uuid[])
 WHERE r.owner = ANY(%(owners)s::uuid[])
   AND NOT r.retracted
   AND (r.facts_state = 'desk' OR r.nominal_state = 'desk')
   AND (r.facts_state = 'desk' OR (r.nominal_state = 'desk' AND EXISTS (
        SELECT FROM records_nominal n WHERE n.owner = r.owner AND n.report = r.id AND n.current)))
 ORDER BY l.sort_on DESC, r.id
 LIMIT %(limit)s
