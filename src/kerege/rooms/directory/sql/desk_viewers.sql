-- The hats worn at a desk on a day, without names: each role once, with the standing of desk, agency and party.
SELECT a.role, d.id, g.id, p.id, p.party_class, p.level, p.code, d.code,
       bool_or(p.since <= %(day)s AND coalesce(p.until >= %(day)s, true)
           AND (a.role <> 'liaison' OR p.party_class <> 'centre' OR EXISTS (
                SELECT FROM directory_accreditation c
                 WHERE c.officer = a.officer AND %(day)s BETWEEN c.since AND c.until))),
       audiences_of(s.seen), own_audiences(s.seen), estranged_parties(s.seen), nominal_parties(%(day)s),
       imposes_death(p.id, %(day)s)
  FROM directory_appointment a
  JOIN directory_desk d ON d.id = a.desk
  JOIN directory_agency g ON g.id = d.agency
  JOIN directory_party p ON p.id = g.party
 CROSS JOIN LATERAL (SELECT ROW(NULL, NULL, d.id, g.id, p.id, p.party_class, '', '', %(day)s::date, p.level, '', true)
    ::viewer_row AS seen) s
 WHERE d.id = %(desk)s AND a.since <= %(day)s AND coalesce(a.until >= %(day)s, true)
 GROUP BY a.role, d.id, g.id, p.id, p.party_class, p.level, p.code, d.code, s.seen
 ORDER BY a.role
