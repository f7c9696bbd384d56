-- Facts of a record open as its newest terms say, whatever SQL asks: no lower level, to no party that is left out, to classes of
-- parties where they are offered and not in words of H3, and by releases of that very record that stand. A version of persons
-- opens as the persons do, the owner's terms to nobody else; files open as the part they lie with. The newest version holds,
-- and what it took the place of stays behind. Rows that functions of the law write and that a backup brings are not judged here.
SET LOCAL ROLE kerege_law;

-- The classes' audiences are kernel/law/label.py's: members, the centre, observers with facts.
CREATE FUNCTION facts_open_as_said(of_label int, of_owner uuid, of_report uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM records_report r
          JOIN directory_desk d ON d.id = r.owner
          JOIN access_label l ON l.id = of_label
          CROSS JOIN LATERAL (SELECT v.level, v.handling FROM records_version v
                 WHERE v.owner = r.owner AND v.report = r.id AND v.reach = 'facts' ORDER BY v.number DESC LIMIT 1) said
         WHERE r.owner = of_owner AND r.id = of_report AND l.part = 'facts' AND l.level >= said.level
           AND (l.owner_audience = r.owner OR (l.owner_audience = d.agency AND r.facts_state <> 'unit'))
           AND NOT EXISTS (
                SELECT FROM records_finding_terms t
                 WHERE t.owner = r.owner AND t.report = r.id AND NOT t.forbidden <@ l.forbidden
                   AND (t.current OR t.version = (SELECT v.id FROM records_version v WHERE v.owner = r.owner AND v.report = r.id
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
                           AND coalesce(g.last_day <= x.last_day, x.last_day IS NULL) AND (x.assured OR NOT g.assured)))))
$$;

-- Whether a label opens what stands with a part of a record as that part opens.
CREATE FUNCTION opens_as_its_part(of_part text, of_label int, of_owner uuid, of_report uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT CASE of_part WHEN 'facts' THEN facts_open_as_said(of_label, of_owner, of_report)
           WHEN 'nominal' THEN opens_as_released(of_label, of_owner, of_report)
           ELSE NOT EXISTS (SELECT FROM access_grant g WHERE g.label = of_label) END
$$;

-- The arguments of the triggers name the column that says of which part a row is, or the part.
CREATE FUNCTION opened_as_its_part() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM (SELECT DISTINCT CASE TG_ARGV[0] WHEN 'facts' THEN 'facts'
                                   ELSE coalesce(to_jsonb(f) ->> TG_ARGV[0], TG_ARGV[0]) END AS part, f.label, f.owner, f.report
                              FROM fresh f) f
                WHERE NOT opens_as_its_part(f.part, f.label, f.owner, f.report)) THEN
        RAISE EXCEPTION 'a record opens as its terms say' USING ERRCODE = '42501';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION first_opens_alike() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM fresh f JOIN records_report r ON r.owner = f.owner AND r.id = f.report
                WHERE f.number = 1 AND f.reach = 'facts' AND r.label <> f.label) THEN
        RAISE EXCEPTION 'a record opens as its first version' USING ERRCODE = '42501';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION stays_open_as_its_part() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT opens_as_its_part(coalesce(to_jsonb(NEW) ->> TG_ARGV[0], TG_ARGV[0]), NEW.label, NEW.owner,
            (to_jsonb(NEW) ->> TG_ARGV[1])::uuid) THEN
        RAISE EXCEPTION 'a record opens as its terms say' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION newest_is_head() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.head IS DISTINCT FROM (SELECT v.id FROM records_version v
             WHERE v.owner = NEW.owner AND v.report = NEW.id AND v.reach = 'facts'
             ORDER BY v.number DESC, v.step DESC, v.turn DESC LIMIT 1) THEN
        RAISE EXCEPTION 'the newest version of a record holds' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION superseded_stays() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'what a newer version took the place of stays behind' USING ERRCODE = '42501';
END $$;
REVOKE EXECUTE ON FUNCTION facts_open_as_said(int, uuid, uuid), opens_as_its_part(text, int, uuid, uuid), opened_as_its_part(),
    first_opens_alike(), stays_open_as_its_part(), newest_is_head(), superseded_stays() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION opened_as_its_part(), first_opens_alike(), stays_open_as_its_part(), newest_is_head(),
    superseded_stays() TO kerege_owner;
RESET ROLE;

DO $$
DECLARE
    named text;
    part text;
BEGIN
    FOR named, part IN VALUES ('records_facts', 'facts'), ('records_item', 'facts'), ('records_leg', 'facts'),
            ('records_version', 'reach'), ('files_attachment', 'part'), ('records_finding_terms', 'own') LOOP
        EXECUTE format('CREATE TRIGGER %I AFTER INSERT ON %I REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT'
            ' WHEN (current_user = ''kerege_app'') EXECUTE FUNCTION opened_as_its_part(%L)', named || '_opened', named, part);
        EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OF label ON %I FOR EACH ROW'
            ' WHEN (current_user = ''kerege_app'' AND NEW.label IS DISTINCT FROM OLD.label)'
            ' EXECUTE FUNCTION stays_open_as_its_part(%L, ''report'')', named || '_stays_open', named, part);
    END LOOP;
    FOREACH named IN ARRAY ARRAY['records_facts', 'records_item', 'records_leg', 'records_nominal', 'records_subject',
            'records_identifier', 'records_link', 'records_finding_terms'] LOOP
        EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OF current ON %I FOR EACH ROW'
            ' WHEN (current_user = ''kerege_app'' AND NEW.current AND NOT OLD.current) EXECUTE FUNCTION superseded_stays()',
            named || '_superseded', named);
    END LOOP;
END $$;
CREATE TRIGGER records_version_first AFTER INSERT ON records_version REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT
    WHEN (current_user = 'kerege_app') EXECUTE FUNCTION first_opens_alike();
CREATE TRIGGER records_report_stays_open BEFORE UPDATE OF label ON records_report FOR EACH ROW
    WHEN (current_user = 'kerege_app' AND NEW.label IS DISTINCT FROM OLD.label)
    EXECUTE FUNCTION stays_open_as_its_part('facts', 'id');
CREATE TRIGGER records_report_headed BEFORE UPDATE OF head ON records_report FOR EACH ROW
    WHEN (current_user = 'kerege_app' AND NEW.head IS DISTINCT FROM OLD.head) EXECUTE FUNCTION newest_is_head();
