-- How many checks a desk made since an instant, and how many different ones of them are nearly equal to this question;
-- and by which schemes the index can be asked.
SELECT count(*), count(DISTINCT c.anchor) FILTER (WHERE c.likeness && %(marks)s::bigint[] AND c.anchor <> %(anchor)s::uuid),
       key_schemes()
  FROM crosscheck_check c
 WHERE c.owner = %(desk)s::uuid AND c.made_at > %(since)s::timestamptz
