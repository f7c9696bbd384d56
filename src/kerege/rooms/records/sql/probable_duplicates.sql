-- New reports of an owner beside older ones of another source that say the same day, country, substance and amount:
-- each once, with the first of those it may repeat and how many more there are; what few others say comes first.
-- For many new reports: both sides are read once (the caller turns nested loops off) and only then joined, on all that
-- must agree, so the time grows with the tables whatever the planner believes of their sizes.
WITH fresh AS MATERIALIZED (
    SELECT r.number, r.id AS report, f.last_day AS day, f.country, i.substance, i.base_amount, i.base
      FROM records_report r
      JOIN records_facts f ON f.owner = r.owner AND f.report = r.id AND f.current AND f.first_day = f.last_day
      JOIN records_item i ON i.owner = r.owner AND i.report = r.id AND i.current
       AND i.substance <> '' AND i.base_amount IS NOT NULL
     WHERE r.owner = %(owner)s AND r.made_at BETWEEN %(since)s AND %(until)s
       AND r.source_key IS NOT NULL AND r.repeats IS NULL AND NOT r.retracted
),
older AS MATERIALIZED (
    SELECT r.number, r.id AS report, r.owner, f.last_day AS day, f.country, i.substance, i.base_amount, i.base
      FROM records_report r
      JOIN records_facts f ON f.owner = r.owner AND f.report = r.id AND f.current AND f.first_day = f.last_day
      JOIN records_item i ON i.owner = r.owner AND i.report = r.id AND i.current
       AND i.substance <> '' AND i.base_amount IS NOT NULL
     WHERE r.made_at < %(since)s AND NOT r.retracted
       AND (r.repeats IS NULL OR NOT EXISTS (SELECT FROM records_report first
             WHERE first.owner = r.owner AND first.id = r.repeats AND first.made_at < %(since)s AND NOT first.retracted))
),
pairs AS (
    SELECT fresh.number, fresh.report, older.number AS older_number, older.report AS older_report,
           older.owner AS older_owner, fresh.day, fresh.country, min(fresh.substance) AS substance,
           min(fresh.base_amount) AS amount, min(fresh.base) AS base
      FROM fresh
      JOIN older USING (day, country, substance, base, base_amount)
     GROUP BY fresh.number, fresh.report, older.number, older.report, older.owner, fresh.day, fresh.country
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
