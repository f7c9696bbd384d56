-- Acts of the officers whose agencies the viewer may ask an account of, by half hours; nothing of any record.
SELECT officer, max(officer_number), desk, purpose, kind, date_bin('30 minutes', at, '2020-01-01Z'::timestamptz),
       count(*), sum(rows)
  FROM journal_leaf
 WHERE agency = ANY ((SELECT account_agencies())::uuid[]) AND at >= %(since)s AND at < %(until)s
 GROUP BY officer, desk, purpose, kind, date_bin('30 minutes', at, '2020-01-01Z'::timestamptz)
