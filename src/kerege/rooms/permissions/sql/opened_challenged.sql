-- As in permissions.sql, and of each person whether he challenges what is recorded of him.
SET LOCAL ROLE kerege_law;
CREATE OR REPLACE FUNCTION opening_read(of_opening uuid) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    o permissions_opening; shown jsonb;
BEGIN
    SELECT * INTO o FROM permissions_opening x WHERE x.id = of_opening FOR UPDATE;
    IF o IS NULL OR o.opened_at IS NULL OR o.ends_at <= viewer_instant() OR NOT seen.active
            OR seen.desk <> o.asker_desk OR seen.purpose <> o.purpose OR NOT opening_lawful(o.owner_desk, o.report) THEN
        RETURN NULL;
    END IF;
    SELECT jsonb_build_object('texts', n.content - 'subjects' - 'links', 'handling', v.handling,
        'conditions', v.conditions, 'restriction', v.restriction, 'level', v.level, 'subjects',
        (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', s.kind, 'category', s.category, 'name', s.name,
            'challenged', s.challenged,
            'birth', s.birth, 'nationality', s.nationality, 'identifiers',
            (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', i.kind, 'value', i.given) ORDER BY i.position), '[]')
               FROM records_identifier i WHERE i.owner = s.owner AND i.subject = s.id AND i.current)) ORDER BY s.position), '[]')
           FROM records_subject s WHERE s.owner = n.owner AND s.version = n.version AND s.current))
      INTO shown FROM records_nominal n JOIN records_version v ON v.owner = n.owner AND v.id = n.version
     WHERE n.owner = o.owner_desk AND n.report = o.report AND n.current;
    UPDATE permissions_opening SET reads = reads + 1 WHERE id = of_opening;
    RETURN shown;
END $$;
RESET ROLE;
