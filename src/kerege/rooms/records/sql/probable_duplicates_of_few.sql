-- New reports of an owner beside older ones of another source that say the same day, country, substance and amount:
-- each once, with the first of those it may repeat and how many more there are; what few others say comes first.
-- For few new reports: the older ones are found by the list index, so the time grows with the new ones alone.
WITH fresh AS MATERIALIZED (
    SELECT r.number, r.id AS report, f.last_day AS day, f.country, i.substance, i.base_amount, i.base
      FROM records_report r
      JOIN records_facts f ON f.owner = r.owner AND f.report = r.id AND f.current AND f.first_day = f.last_day
      JOIN records_item i ON i.owner = r.owner AND i.report = r.id AND i.current
       AND i.substance <> '' AND i.base_amount IS NOT NULL
     WHERE r.owner = %(owner)s AND r.made_at BETWEEN %(since)s AND %(until)s
       AND r.source_key IS NOT NULL AND r.repeats IS NULL AND NOT r.retracted
),
pairs AS (
    SELECT fresh.number, fresh.report, older.number AS older_number, older.id AS older_report, older.owner AS older_owner,
           fresh.day, fresh.country, min(fresh.substance) AS substance, min(fresh.base_amount) AS amount,
           min(fresh.base) AS base
      FROM fresh
      JOIN records_listing l ON l.audience = ANY(%(audiences)s::uuid[]) AND l.country = fresh.country
       AND l.sort_on = fresh.day
      JOIN records_facts said ON said.owner = l.owner AND said.report = l.report AND said.current
       AND said.first_day = said.last_day
      JOIN records_item o ON o.owner = l.owner AND o.report = l.report AND o.current
       AND o.substance = fresh.substance AND o.base = fresh.base AND o.base_amount = fresh.base_amount
      JOIN records_report older ON older.owner = l.owner AND older.id = l.report
       AND older.made_at < %(since)s AND NOT older.retracted
       AND (older.repeats IS NULL OR NOT EXISTS (SELECT FROM records_report first
             WHERE first.owner = older.owner AND first.id = older.repeats AND first.made_at < %(since)s AND NOT first.retracted))
     GROUP BY fresh.number, fresh.report, older.number, older.id, older.owner, fresh.day, fresh.country
),
ranked AS (
    SELECT pairs.*, count(*) OVER (PARTITION BY report) AS alike,
           row_number() OVER (PARTITION BY report ORDER BY older_number, older_report) AS place
      FROM pairs
)
SELECT number, report, older_number, older_report, older_owner, day, country, substance, amount, base, alike - 1,
       count(*) OVER () AS questions
  FROM ranked
 WHERE place = 1
 ORDER BY alike, day, number
 LIMIT %(limit)s
