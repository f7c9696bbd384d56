-- All desks by code, each with its agency and party.
SELECT d.id, d.code, d.kind, d.name_en, d.name_ru, d.telephone, d.agency, g.party, p.code, d.closed_on
  FROM directory_desk d JOIN directory_agency g ON g.id = d.agency JOIN directory_party p ON p.id = g.party
 ORDER BY d.code
