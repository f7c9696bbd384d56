-- One hat as a viewer: officer, account, desk, agency, party and the standing of the party on a day.
SELECT o.id, o.account, d.id, g.id, p.id, p.party_class, a.role, p.level, o.number, o.name, p.code, d.code, d.kind,
       (s.seen).active,
       own_audiences(s.seen), estranged_parties(s.seen), nominal_parties(%(day)s),
       imposes_death(p.id, %(day)s)
  FROM directory_appointment a
  JOIN directory_officer o ON o.id = a.officer
  JOIN directory_desk d ON d.id = a.desk
  JOIN directory_agency g ON g.id = d.agency
  JOIN directory_party p ON p.id = g.party
 CROSS JOIN LATERAL (
    SELECT ROW(o.id, a.id, d.id, g.id, p.id, p.party_class, a.role, 'own_work', %(day)s::date, p.level, '',
        a.since <= %(day)s::date AND coalesce(a.until >= %(day)s::date, true)
        AND p.since <= %(day)s::date AND coalesce(p.until >= %(day)s::date, true)
        AND (a.role <> 'liaison' OR p.party_class <> 'centre' OR EXISTS (
             SELECT FROM directory_accreditation c WHERE c.officer = o.id AND %(day)s::date BETWEEN c.since AND c.until))
    )::viewer_row AS seen) s
 WHERE a.id = %(hat)s AND a.since <= %(day)s::date AND coalesce(a.until >= %(day)s::date, true)
