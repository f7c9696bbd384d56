-- Whether facts open as the terms of their record say is asked of all rows of a statement at once: one question of many rows costs a
-- fifth of as many questions. What is asked is what facts_as_said.sql asked of each row.
SET LOCAL ROLE kerege_law;

-- OFFSET 0 and the settings keep it a question for each row by index, also while the tables are small or new.
CREATE FUNCTION facts_open_together(labels int[], owners uuid[], reports uuid[]) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
BEGIN
    RETURN NOT EXISTS (
        SELECT FROM unnest(labels, owners, reports) AS f (label, owner, report) WHERE NOT EXISTS (
            SELECT FROM records_report r
              JOIN directory_desk d ON d.id = r.owner
              JOIN access_label l ON l.id = f.label
              CROSS JOIN LATERAL (SELECT v.level, v.handling FROM records_version v
                     WHERE v.owner = r.owner AND v.report = r.id AND v.reach = 'facts' ORDER BY v.number DESC LIMIT 1) said
             WHERE r.owner = f.owner AND r.id = f.report AND l.part = 'facts' AND l.level >= said.level
               AND (l.owner_audience = r.owner OR (l.owner_audience = d.agency AND r.facts_state <> 'unit'))
               AND NOT EXISTS (
                    SELECT FROM records_finding_terms t
                     WHERE t.owner = r.owner AND t.report = r.id AND NOT t.forbidden <@ l.forbidden
                       AND (t.current OR t.version = (SELECT v.id FROM records_version v
                             WHERE v.owner = r.owner AND v.report = r.id
                             ORDER BY v.number DESC, v.step DESC, v.turn DESC LIMIT 1)))
               AND NOT EXISTS (
                    SELECT FROM access_grant g WHERE g.label = l.id
                       AND NOT (r.facts_state = 'offered' AND NOT 'H3' = ANY (said.handling) AND NOT g.assured AND g.audience IN (
                            'e447e4ec-1b8e-5ec1-9578-9edfb020fcd0', 'dfbeb3d1-bc66-5753-9a6c-e38111b846d5',
                            'a94de263-cf01-5467-8d13-4397012939be'))
                       AND NOT (r.facts_state = 'offered' AND EXISTS (
                            SELECT FROM access_release x
                             WHERE x.owner = r.owner AND x.report = r.id AND x.withdrawn_at IS NULL AND x.audience = g.audience
                               AND (NOT x.assured OR x.approved_by IS NOT NULL) AND g.purposes <@ x.purposes
                               AND coalesce(g.last_day <= x.last_day, x.last_day IS NULL) AND (x.assured OR NOT g.assured))))
            OFFSET 0));
END $$;

CREATE OR REPLACE FUNCTION facts_open_as_said(of_label int, of_owner uuid, of_report uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT facts_open_together(ARRAY[of_label], ARRAY[of_owner], ARRAY[of_report])
$$;

-- The same of rows of any part.
CREATE FUNCTION open_as_their_parts(parts text[], labels int[], owners uuid[], reports uuid[]) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT facts_open_together(array_agg(f.label) FILTER (WHERE f.part = 'facts'),
               array_agg(f.owner) FILTER (WHERE f.part = 'facts'), array_agg(f.report) FILTER (WHERE f.part = 'facts'))
           AND NOT EXISTS (SELECT FROM unnest(parts, labels, owners, reports) AS o (part, label, owner, report)
                            WHERE o.part <> 'facts' AND NOT opens_as_its_part(o.part, o.label, o.owner, o.report))
      FROM unnest(parts, labels, owners, reports) AS f (part, label, owner, report)
$$;

CREATE OR REPLACE FUNCTION opened_as_its_part() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT (SELECT open_as_their_parts(array_agg(f.part), array_agg(f.label), array_agg(f.owner), array_agg(f.report))
              FROM (SELECT DISTINCT CASE TG_ARGV[0] WHEN 'facts' THEN 'facts'
                           ELSE coalesce(to_jsonb(f) ->> TG_ARGV[0], TG_ARGV[0]) END AS part, f.label, f.owner, f.report
                      FROM fresh f) f) THEN
        RAISE EXCEPTION 'a record opens as its terms say' USING ERRCODE = '42501';
    END IF;
    RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION facts_open_together(int[], uuid[], uuid[]), open_as_their_parts(text[], int[], uuid[], uuid[]) FROM PUBLIC;
RESET ROLE;
