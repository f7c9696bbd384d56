-- What lately happened, counted in one pass over an index that holds all that is counted: by place since one day, by
-- substance and week since another; and the terms under which it is read. Reports of a kind, current, not retracted; what
-- was released to the viewer one by one counts too, but its terms are asked apart. A report and its exact repeats count
-- once, by place and by week, judged among the rows that stand there and that the viewer may see. One row: how many reports,
-- then three lists of lists.
WITH told AS MATERIALIZED (
    SELECT f.owner, f.report, f.country, f.region, f.latitude, f.longitude, f.substances, x.repeats,
           f.last_day >= %(places_since)s::date AS placed,
           CASE WHEN f.first_day >= %(weeks_since)s::date THEN (f.first_day - %(weeks_since)s::date) / 7 END AS week
      FROM records_facts f
      LEFT JOIN records_report x ON x.owner = f.owner AND x.id = f.report AND (x.retracted OR x.repeats IS NOT NULL)
     WHERE f.current AND f.kind = %(kind)s AND f.last_day <= %(until)s::date
       AND f.last_day >= least(%(places_since)s::date, %(weeks_since)s::date)
       AND x.retracted IS NOT TRUE
), counted AS (
    SELECT report, week, substances FROM told WHERE repeats IS NULL AND week IS NOT NULL
    UNION ALL (
    SELECT DISTINCT ON (again.owner, again.repeats) again.report, again.week, again.substances
      FROM told again
     WHERE again.repeats IS NOT NULL AND again.week IS NOT NULL
       AND NOT EXISTS (SELECT FROM told former WHERE former.owner = again.owner AND former.report = again.repeats
                          AND former.repeats IS NULL AND former.week IS NOT NULL)
     ORDER BY again.owner, again.repeats, again.report)
), placed_again AS MATERIALIZED (
    SELECT DISTINCT ON (again.owner, again.repeats) again.*
      FROM told again
     WHERE again.repeats IS NOT NULL AND again.placed
       AND NOT EXISTS (SELECT FROM told former WHERE former.owner = again.owner AND former.report = again.repeats
                          AND former.repeats IS NULL AND former.placed)
     ORDER BY again.owner, again.repeats, again.report
), shown AS MATERIALIZED (
    SELECT owner, report FROM told WHERE repeats IS NULL AND (placed OR (week IS NOT NULL AND substances <> '[]'))
    UNION ALL (
    SELECT owner, report FROM placed_again
    UNION
    SELECT t.owner, t.report FROM counted c JOIN told t USING (report) WHERE t.repeats IS NOT NULL AND c.substances <> '[]')
)
SELECT (SELECT count(*) FROM shown),
       (SELECT json_agg(json_build_array(country, region, latitude::text, longitude::text, reports)) FROM (
            SELECT country, region, round(latitude, 1) AS latitude, round(longitude, 1) AS longitude, count(*) AS reports
              FROM (SELECT * FROM told WHERE placed AND repeats IS NULL UNION ALL SELECT * FROM placed_again) dots
             GROUP BY 1, 2, 3, 4) places),
       (SELECT json_agg(json_build_array(substance, week, reports)) FROM (
            SELECT substance, week, count(*) AS reports FROM (
                SELECT substances->>0 AS substance, week FROM counted WHERE jsonb_array_length(substances) = 1
                UNION ALL (
                SELECT substance, week FROM (
                    SELECT DISTINCT c.report, c.week, each.substance
                      FROM counted c, jsonb_array_elements_text(c.substances) each(substance)
                     WHERE jsonb_array_length(c.substances) > 1) several)
                ) held GROUP BY 1, 2) weeks),
       (SELECT json_agg(json_build_array(owner, level, handling, conditions, restriction)) FROM (
            SELECT v.owner, v.level, v.handling, v.conditions, v.restriction
              FROM shown s
              JOIN records_version v ON v.owner = s.owner AND v.report = s.report
               AND (v.level > 0 OR v.handling <> '{H0}' OR v.conditions <> '{}' OR v.restriction <> '')
              JOIN records_report r ON r.owner = v.owner AND r.id = v.report AND r.head = v.id
             WHERE NOT (s.report = ANY(%(released)s::uuid[]))
             GROUP BY v.owner, v.level, v.handling, v.conditions, v.restriction) terms)
