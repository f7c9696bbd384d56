-- Desks by code, each with its agency and party: every one, or those of these ids.
SELECT d.id, d.code, d.kind, d.name_en, d.name_ru, d.telephone, d.agency, g.party, p.code, d.closed_on
  FROM directory_desk d JOIN directory_agency g ON g.id = d.agency JOIN directory_party p ON p.id = g.party
 WHERE %(every)s::boolean OR d.id = ANY (%(ids)s::uuid[])
 ORDER BY d.code
