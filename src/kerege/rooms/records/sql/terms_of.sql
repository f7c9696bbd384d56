-- Owners and terms of the current versions of some reports that the viewer may read, each combination once.
SELECT v.owner, v.level, v.handling, v.conditions, v.restriction
  FROM (SELECT DISTINCT unnest(%(reports)s::uuid[]) AS id) asked
  JOIN records_report r ON r.id = asked.id
  JOIN records_version v ON v.owner = r.owner AND v.id = r.head
 GROUP BY v.owner, v.level, v.handling, v.conditions, v.restriction
