-- Versions under the label of whoever finds something in them, and the owner's words under labels of their own: what was kept
-- before is put in order. A version in which nothing differs that readers of the facts are told gets a step of the version
-- before it, or a turn where the persons are the same too; its rows of the facts part, which say what those before say, go.
-- Signatures of before cover the persons, so they go to them.
GRANT SELECT, INSERT ON records_finding_terms, records_reason TO kerege_law;
GRANT UPDATE ON records_finding_terms, records_reason TO kerege_law;
GRANT SELECT, UPDATE, DELETE ON records_report, records_version, records_facts, records_item, records_leg, records_nominal
    TO kerege_law;
GRANT SELECT ON directory_desk, directory_agency TO kerege_law;
SET LOCAL ROLE kerege_law;
DO $$
DECLARE
    terms bigint; words bigint; quiet bigint;
BEGIN
    CREATE UNLOGGED TABLE placed AS
    WITH told AS (
        SELECT v.*, coalesce(v.change <> 'correction' OR v.number = 1 OR (v.facts_hash, v.grading_scheme, v.grading_source,
                   v.grading_information, v.handling, v.conditions, v.restriction, v.level, v.language) IS DISTINCT FROM
                   (b.facts_hash, b.grading_scheme, b.grading_source, b.grading_information, b.handling, b.conditions,
                   b.restriction, b.level, b.language), true) AS facts,
               v.nominal_hash IS DISTINCT FROM b.nominal_hash AS persons
          FROM records_version v
          LEFT JOIN records_version b ON b.owner = v.owner AND b.report = v.report AND b.number = v.number - 1
    ), counted AS (
        SELECT t.*, count(*) FILTER (WHERE facts) OVER so_far AS place FROM told t
        WINDOW so_far AS (PARTITION BY owner, report ORDER BY number)
    ), stepped AS (
        SELECT c.*, count(*) FILTER (WHERE NOT facts AND persons) OVER so_far AS steps FROM counted c
        WINDOW so_far AS (PARTITION BY owner, report, place ORDER BY number)
    )
    SELECT s.owner, s.report, s.id, s.number AS former, s.place, s.steps AS step,
           count(*) FILTER (WHERE NOT facts AND NOT persons) OVER (PARTITION BY s.owner, s.report, s.place, s.steps
               ORDER BY s.number) AS turn,
           CASE WHEN facts THEN 'facts' WHEN persons THEN 'nominal' ELSE 'own' END AS reach,
           first_value(s.id) OVER (PARTITION BY s.owner, s.report, s.place ORDER BY s.number) AS behind,
           keep_label(format('{"forbidden":[],"grants":[],"level":0,"owner":"%s","part":"nominal","party":"%s",'
               '"shielded":false}', CASE WHEN r.facts_state = 'unit' THEN d.id ELSE g.id END, g.party)) AS own,
           coalesce((SELECT n.label FROM records_nominal n WHERE n.owner = s.owner AND n.report = s.report LIMIT 1), 0) AS named
      FROM stepped s JOIN records_report r ON r.owner = s.owner AND r.id = s.report
      JOIN directory_desk d ON d.id = s.owner JOIN directory_agency g ON g.id = d.agency
     WHERE EXISTS (SELECT FROM records_version x WHERE x.owner = s.owner AND x.report = s.report AND x.number > 1)
        OR s.closest_mode <> 2 OR s.mode_reason <> '' OR s.forbidden <> '{}';
    ANALYZE placed;

    INSERT INTO records_finding_terms (id, owner, label, report, version, current, closest_mode, mode_reason, forbidden)
    SELECT unforeseen(format('finding terms|%s', v.id)), v.owner, p.own, v.report, v.id,
           NOT EXISTS (SELECT FROM placed x WHERE x.owner = p.owner AND x.report = p.report AND x.former > p.former
                          AND EXISTS (SELECT FROM records_version y WHERE y.owner = x.owner AND y.id = x.id
                                         AND y.change <> 'retraction')),
           v.closest_mode, v.mode_reason, v.forbidden
      FROM placed p JOIN records_version v ON v.owner = p.owner AND v.id = p.id
     WHERE v.change <> 'retraction' AND (v.closest_mode <> 2 OR v.mode_reason <> '' OR v.forbidden <> '{}');
    GET DIAGNOSTICS terms = ROW_COUNT;
    INSERT INTO records_reason (id, owner, label, report, version, words)
    SELECT unforeseen(format('reason|%s', v.id)), v.owner, CASE p.named WHEN 0 THEN p.own ELSE p.named END, v.report, v.id, v.reason
      FROM placed p JOIN records_version v ON v.owner = p.owner AND v.id = p.id
     WHERE v.change = 'correction' AND v.reason <> '';
    GET DIAGNOSTICS words = ROW_COUNT;
    UPDATE records_version v SET reason = '' FROM placed p
     WHERE p.owner = v.owner AND p.id = v.id AND v.change = 'correction';

    UPDATE records_nominal n SET content_hash = coalesce(v.nominal_hash, sha256(convert_to(n.content::text, 'UTF8'))),
           signature = v.signature
      FROM records_version v WHERE v.owner = n.owner AND v.id = n.version;
    UPDATE records_version v SET signature = '' WHERE v.nominal_hash IS NOT NULL;

    DELETE FROM records_facts f USING placed p WHERE p.owner = f.owner AND p.id = f.version AND p.reach <> 'facts';
    DELETE FROM records_item f USING placed p WHERE p.owner = f.owner AND p.id = f.version AND p.reach <> 'facts';
    DELETE FROM records_leg f USING placed p WHERE p.owner = f.owner AND p.id = f.version AND p.reach <> 'facts';
    CREATE UNLOGGED TABLE heads AS
    SELECT DISTINCT ON (p.owner, p.report) p.owner, p.report, p.behind, p.place, p.reach,
           (SELECT x.id FROM placed x JOIN records_version y ON y.owner = x.owner AND y.id = x.id
             WHERE x.owner = p.owner AND x.report = p.report AND x.reach = 'facts' AND y.change <> 'retraction'
             ORDER BY x.former DESC LIMIT 1) AS facts
      FROM placed p ORDER BY p.owner, p.report, p.former DESC;
    UPDATE records_facts f SET current = true FROM heads h
     WHERE h.owner = f.owner AND h.facts = f.version AND NOT f.current;
    UPDATE records_item f SET current = true FROM heads h
     WHERE h.owner = f.owner AND h.facts = f.version AND NOT f.current;
    UPDATE records_leg f SET current = true FROM heads h
     WHERE h.owner = f.owner AND h.facts = f.version AND NOT f.current;
    UPDATE records_report r SET head = h.behind, head_number = h.place FROM heads h
     WHERE h.owner = r.owner AND h.report = r.id AND (r.head, r.head_number) IS DISTINCT FROM (h.behind, h.place::int);
    UPDATE records_version v SET number = p.place, step = p.step, turn = p.turn, reach = p.reach,
           label = CASE WHEN p.reach = 'facts' THEN v.label WHEN p.reach = 'own' OR p.named = 0 THEN p.own ELSE p.named END
      FROM placed p WHERE p.owner = v.owner AND p.id = v.id
       AND (v.number, v.step, v.turn, v.reach) IS DISTINCT FROM (p.place::int, p.step::int, p.turn::int, p.reach);
    SELECT count(*) INTO quiet FROM placed WHERE reach <> 'facts';
    DROP TABLE placed, heads;
    RAISE NOTICE 'owners'' terms: %, reasons: %, versions that readers of the facts no longer see: %', terms, words, quiet;
END $$;
RESET ROLE;
SET CONSTRAINTS ALL IMMEDIATE;
REVOKE INSERT ON records_finding_terms, records_reason FROM kerege_law;
REVOKE DELETE ON records_report, records_version FROM kerege_law;
REVOKE UPDATE, DELETE ON records_facts FROM kerege_law;
REVOKE ALL ON records_item, records_leg FROM kerege_law;
REVOKE UPDATE ON records_nominal FROM kerege_law;

-- What names a person is not sampled, and a row bears a label of its writer's own agency and stands beside his own record,
-- as everywhere.
ALTER TABLE records_finding_terms ALTER COLUMN mode_reason SET STATISTICS 0;
ALTER TABLE records_reason ALTER COLUMN words SET STATISTICS 0;
DO $$
DECLARE
    named text;
BEGIN
    FOREACH named IN ARRAY ARRAY['records_finding_terms', 'records_reason'] LOOP
        EXECUTE format('CREATE TRIGGER %I AFTER INSERT ON %I REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT'
            ' WHEN (current_user = ''kerege_app'') EXECUTE FUNCTION labels_are_ones_own()', named || '_labelled', named);
        EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OF label ON %I FOR EACH ROW'
            ' WHEN (current_user = ''kerege_app'' AND NEW.label IS DISTINCT FROM OLD.label)'
            ' EXECUTE FUNCTION label_stays_ones_own()', named || '_relabelled', named);
        EXECUTE format('CREATE TRIGGER %I AFTER INSERT ON %I REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT'
            ' WHEN (current_user IN (''kerege_app'', ''kerege_search'')) EXECUTE FUNCTION beside_ones_own()',
            named || '_beside', named);
    END LOOP;
END $$;
