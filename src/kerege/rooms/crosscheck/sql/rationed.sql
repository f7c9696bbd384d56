-- How many checks a desk made since an instant, and how many different ones of them are nearly equal to this question;
-- and by which schemes the index can be asked. The day is read once, in the order in which it was written: counting
-- different anchors at once would have it read in theirs.
SELECT d.made, (SELECT count(DISTINCT a.anchor) FROM unnest(d.alike) AS a(anchor)), key_schemes()
  FROM (SELECT count(*) AS made,
               array_agg(c.anchor) FILTER (WHERE c.likeness && %(marks)s::bigint[] AND c.anchor <> %(anchor)s::uuid) AS alike
          FROM crosscheck_check c
         WHERE c.owner = %(desk)s::uuid AND c.made_at > %(since)s::timestamptz) d
