-- As subjects.sql says it, once for all the rows of a statement: of those that tell the same desk of the same record of its
-- own on the same day the first does.
SET LOCAL ROLE kerege_law;
CREATE FUNCTION subjects_told() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    WITH met AS (
        SELECT DISTINCT ON (m.owner, m.mine_report) m.owner, m.id, m.made_at,
               format('%s|deconfliction.subject|%s|%s', m.owner, m.mine_report, m.made_at::date) AS mark
          FROM (SELECT n.*, row_number() OVER () AS place FROM made n) m
         WHERE m.mine_report IS NOT NULL AND m.theirs_report IS NOT NULL
           AND NOT m.fields <@ ARRAY['name', 'sex', 'country', 'place']::varchar[]
           AND NOT EXISTS (SELECT FROM directory_desk d JOIN directory_desk o ON o.agency = d.agency
                            WHERE d.id = m.owner AND o.id = m.other_desk)
         ORDER BY m.owner, m.mine_report, m.place
    ), keepers AS MATERIALIZED (
        SELECT o.owner, keeper_label(o.owner) AS label FROM (SELECT DISTINCT owner FROM met) o
    ), noticed AS (
        INSERT INTO notices_notice (id, owner, label, officer, kind, thing, urgent, at)
        SELECT md5('notice|' || m.mark)::uuid, m.owner, k.label, NULL, 'deconfliction.subject', m.id, false, m.made_at
          FROM met m JOIN keepers k ON k.owner = m.owner
        ON CONFLICT DO NOTHING RETURNING id
    )
    INSERT INTO notices_telling (id, desk, officer, urgent, at)
    SELECT md5('telling|' || m.mark)::uuid, m.owner, NULL, false, m.made_at
      FROM met m JOIN noticed n ON n.id = md5('notice|' || m.mark)::uuid
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION subjects_told() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION subjects_told() TO kerege_owner;
RESET ROLE;

DROP TRIGGER deconfliction_subject_told ON crosscheck_hit;
CREATE TRIGGER deconfliction_subjects_told AFTER INSERT ON crosscheck_hit
    REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION subjects_told();
DROP FUNCTION subject_told();
