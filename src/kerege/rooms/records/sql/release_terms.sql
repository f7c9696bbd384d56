-- Under which codes and conditions the viewer reads parts of others' reports: the newest release in force that reaches him
-- for his purpose, of each part that he holds the label of. Releases themselves are their owner's alone; of those that do
-- not open anything to the viewer nothing is told.
GRANT SELECT ON records_report, records_facts, records_nominal, access_release TO kerege_law;
SET LOCAL ROLE kerege_law;

CREATE FUNCTION release_terms(of_reports uuid[])
RETURNS TABLE (report uuid, part text, handling text[], conditions text[], lifted text[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    labels int[] := held_labels();
    held uuid[]; own uuid[]; exposed boolean;
BEGIN
    IF cardinality(labels) = 0 THEN
        RETURN;
    END IF;
    held := held_audiences(seen);
    own := own_desks();
    exposed := imposes_death(seen.party, seen.day);
    RETURN QUERY SELECT DISTINCT ON (r.report, r.part)
           r.report, r.part::text, r.handling::text[], r.conditions::text[], r.lifted::text[]
      FROM records_report p
      JOIN access_release r ON r.owner = p.owner AND r.report = p.id
      JOIN (SELECT f.owner, f.report, 'facts' AS part, f.label FROM records_facts f
             WHERE f.report = ANY (of_reports) AND f.current
            UNION ALL
            SELECT n.owner, n.report, 'nominal', n.label FROM records_nominal n
             WHERE n.report = ANY (of_reports) AND n.current) made
        ON made.owner = r.owner AND made.report = r.report AND made.part = r.part
      JOIN access_label l ON l.id = made.label
     WHERE p.id = ANY (of_reports) AND NOT (p.owner = ANY (own)) AND l.id = ANY (labels)
       AND r.withdrawn_at IS NULL AND (NOT r.assured OR r.approved_by IS NOT NULL)
       AND r.audience = ANY (held) AND seen.purpose = ANY (r.purposes)
       AND (r.last_day IS NULL OR r.last_day >= seen.day)
       AND (r.assured OR NOT (l.shielded AND exposed AND l.owner_party <> seen.party))
     ORDER BY r.report, r.part, r.made_at DESC, r.id DESC;
END $$;

REVOKE EXECUTE ON FUNCTION release_terms(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION release_terms(uuid[]) TO kerege_app;
RESET ROLE;
