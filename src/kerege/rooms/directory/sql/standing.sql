-- A party's standing on a day: whose releases are closed to it, who exchanges nominal data, its penalty, its status.
SELECT estranged_parties(s.seen), nominal_parties(%(day)s), imposes_death(p.id, %(day)s),
       p.since <= %(day)s AND coalesce(p.until >= %(day)s, true), p.level
  FROM directory_party p
 CROSS JOIN LATERAL (SELECT ROW(NULL, NULL, NULL, NULL, p.id, p.party_class, '', '', %(day)s::date, p.level, '', true)
    ::viewer_row AS seen) s
 WHERE p.id = %(party)s
