-- `release_terms` looks at the releases that reach the viewer first, and only where there are any at the parts and their
-- labels: it is asked by every page, and most of what is read is read by no release. What it tells is what it told.
SET LOCAL ROLE kerege_law;

CREATE OR REPLACE FUNCTION release_terms(of_reports uuid[])
RETURNS TABLE (report uuid, part text, handling text[], conditions text[], lifted text[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    seen viewer_row := verified_viewer();
    labels int[] := held_labels();
    held uuid[]; own uuid[];
BEGIN
    IF cardinality(labels) = 0 THEN
        RETURN;
    END IF;
    held := held_audiences(seen);
    own := own_desks();
    RETURN QUERY WITH reaching AS MATERIALIZED (
        SELECT r.*
          FROM records_report p
          JOIN access_release r ON r.owner = p.owner AND r.report = p.id
         WHERE p.id = ANY (of_reports) AND NOT (p.owner = ANY (own))
           AND r.withdrawn_at IS NULL AND (NOT r.assured OR r.approved_by IS NOT NULL)
           AND r.audience = ANY (held) AND seen.purpose = ANY (r.purposes)
           AND (r.last_day IS NULL OR r.last_day >= seen.day)
    ), made AS (
        SELECT r.*, f.label AS made_under
          FROM reaching r
          JOIN records_facts f ON f.owner = r.owner AND f.report = r.report AND f.current
         WHERE r.part = 'facts'
        UNION ALL
        SELECT r.*, n.label
          FROM reaching r
          JOIN records_nominal n ON n.owner = r.owner AND n.report = r.report AND n.current
         WHERE r.part = 'nominal'
    )
    SELECT DISTINCT ON (m.report, m.part)
           m.report, m.part::text, m.handling::text[], m.conditions::text[], m.lifted::text[]
      FROM made m
      JOIN access_label l ON l.id = m.made_under
     WHERE l.id = ANY (labels)
       AND (m.assured OR NOT (l.shielded AND l.owner_party <> seen.party
            AND (SELECT imposes_death(seen.party, seen.day))))
     ORDER BY m.report, m.part, m.made_at DESC, m.id DESC;
END $$;
RESET ROLE;
