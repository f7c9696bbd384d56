-- What lately happened, counted off an index that holds all that is counted: by place since one day, by substance and week
-- since another; and the terms under which it is read. Reports of a kind, current, not retracted; what was released to the
-- viewer one by one counts too, but its terms are asked apart. A report and its exact repeats count once, by place and by
-- week, judged among the rows that stand there and that the viewer may see: they are few, and looked at one by one. One row:
-- how many reports, then three lists of lists.
WITH lately AS NOT MATERIALIZED (
    SELECT f.owner, f.report, f.country, f.region, f.latitude, f.longitude, f.substances,
           f.last_day >= %(places_since)s::date AS placed,
           CASE WHEN f.first_day >= %(weeks_since)s::date THEN (f.first_day - %(weeks_since)s::date) / 7 END AS week
      FROM records_facts f
     WHERE f.current AND f.kind = %(kind)s AND f.last_day <= %(until)s::date
       AND f.last_day >= least(%(places_since)s::date, %(weeks_since)s::date)
), excepted AS MATERIALIZED (
    SELECT l.*, x.retracted, x.repeats
      FROM lately l
      JOIN records_report x ON x.owner = l.owner AND x.id = l.report AND (x.retracted OR x.repeats IS NOT NULL)
), told AS NOT MATERIALIZED (
    SELECT * FROM lately l WHERE NOT EXISTS (SELECT FROM excepted x WHERE x.owner = l.owner AND x.report = l.report)
), by_week AS MATERIALIZED (
    SELECT substances, week, placed, count(*) AS reports FROM told GROUP BY 1, 2, 3
), by_place AS MATERIALIZED (
    SELECT country, region, latitude, longitude, count(*) AS reports FROM told WHERE placed GROUP BY 1, 2, 3, 4
), counted_again AS MATERIALIZED (
    SELECT DISTINCT ON (again.owner, again.repeats) again.*
      FROM excepted again
     WHERE NOT again.retracted AND again.week IS NOT NULL
       AND NOT EXISTS (SELECT FROM told former WHERE former.owner = again.owner AND former.report = again.repeats
                          AND former.week IS NOT NULL)
     ORDER BY again.owner, again.repeats, again.report
), placed_again AS MATERIALIZED (
    SELECT DISTINCT ON (again.owner, again.repeats) again.*
      FROM excepted again
     WHERE NOT again.retracted AND again.placed
       AND NOT EXISTS (SELECT FROM told former WHERE former.owner = again.owner AND former.report = again.repeats
                          AND former.placed)
     ORDER BY again.owner, again.repeats, again.report
), shown_again AS MATERIALIZED (
    SELECT owner, report FROM placed_again UNION SELECT owner, report FROM counted_again WHERE substances <> '[]'
)
SELECT (SELECT coalesce(sum(reports), 0) FROM by_week WHERE placed OR (week IS NOT NULL AND substances <> '[]'))::int
           + (SELECT count(*) FROM shown_again),
       (SELECT json_agg(json_build_array(country, region, latitude::text, longitude::text, reports)) FROM (
            SELECT country, region, round(latitude, 1) AS latitude, round(longitude, 1) AS longitude,
                   sum(reports)::int AS reports
              FROM (SELECT country, region, latitude, longitude, reports FROM by_place
                    UNION ALL SELECT country, region, latitude, longitude, 1 FROM placed_again) dots
             GROUP BY 1, 2, 3, 4) places),
       (SELECT json_agg(json_build_array(substance, week, reports)) FROM (
            SELECT each.substance, held.week, sum(held.reports)::int AS reports
              FROM (SELECT substances, week, sum(reports) AS reports
                      FROM (SELECT substances, week, reports FROM by_week WHERE week IS NOT NULL
                            UNION ALL SELECT substances, week, 1 FROM counted_again) counted
                     GROUP BY 1, 2) held,
                   LATERAL (SELECT DISTINCT s FROM jsonb_array_elements_text(held.substances) s) each(substance)
             GROUP BY 1, 2) weeks),
       (SELECT json_agg(json_build_array(owner, level, handling, conditions, restriction)) FROM (
            SELECT v.owner, v.level, v.handling, v.conditions, v.restriction
              FROM (SELECT owner, report, placed, substances FROM told WHERE placed OR week IS NOT NULL
                    UNION ALL SELECT owner, report, true, NULL FROM shown_again) s
              JOIN records_version v ON v.owner = s.owner AND v.report = s.report
               AND (v.level > 0 OR v.handling <> '{H0}' OR v.conditions <> '{}' OR v.restriction <> '')
              JOIN records_report r ON r.owner = v.owner AND r.id = v.report AND r.head = v.id
             WHERE NOT (s.report = ANY(%(released)s::uuid[]))
             GROUP BY v.owner, v.level, v.handling, v.conditions, v.restriction
            HAVING bool_or(s.placed OR s.substances <> '[]')) terms)
