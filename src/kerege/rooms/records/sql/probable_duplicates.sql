-- New reports of an owner beside older ones of another source that say the same day, country, substance and amount.
SELECT fresh.number, fresh.id, older.number, older.id, older.owner, f.last_day, f.country, i.substance, i.base_amount, i.base
  FROM records_report fresh
  JOIN records_facts f ON f.owner = fresh.owner AND f.report = fresh.id AND f.current AND f.first_day = f.last_day
  JOIN records_item i ON i.owner = fresh.owner AND i.report = fresh.id AND i.current
   AND i.substance <> '' AND i.base_amount IS NOT NULL
  JOIN records_listing l ON l.audience = ANY(%(audiences)s::uuid[]) AND l.country = f.country AND l.sort_on = f.last_day
  JOIN records_report older ON older.owner = l.owner AND older.id = l.report
   AND older.made_at < %(since)s AND NOT older.retracted AND older.repeats IS NULL
  JOIN records_item o ON o.owner = l.owner AND o.report = l.report AND o.current
   AND o.substance = i.substance AND o.base = i.base AND o.base_amount = i.base_amount
 WHERE fresh.owner = %(owner)s AND fresh.made_at BETWEEN %(since)s AND %(until)s
   AND fresh.source_key IS NOT NULL AND fresh.repeats IS NULL
   AND EXISTS (SELECT FROM records_report before WHERE before.made_at < %(since)s)
 GROUP BY fresh.number, fresh.id, older.number, older.id, older.owner, f.last_day, f.country, i.substance, i.base_amount, i.base
 ORDER BY f.last_day, fresh.number, older.number
 LIMIT %(limit)s
