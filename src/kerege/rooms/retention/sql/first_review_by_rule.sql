-- A review day that is written anew with persons (a report, a correction) lies no further off than the rule of the party for the
-- categories of these very persons, as records/rules/persons.py says and a test compares. Persons are written before their part, so
-- that they are there to be asked about; whoever adds one afterwards, whose review is sooner, has the part reviewed no sooner.
SET LOCAL ROLE kerege_law;
CREATE FUNCTION first_review_of(seen viewer_row, of_owner uuid, of_report uuid, of_version uuid) RETURNS date
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT (seen.day + make_interval(years => least(greatest(min(ruled.years), 1), 5)))::date
      FROM (SELECT s.category FROM records_subject s
             WHERE s.owner = of_owner AND s.report = of_report AND s.version = of_version AND s.category <> ''
             UNION ALL
            SELECT '' WHERE NOT EXISTS (SELECT FROM records_subject s
             WHERE s.owner = of_owner AND s.report = of_report AND s.version = of_version AND s.category <> '')) named
      CROSS JOIN LATERAL (SELECT coalesce((SELECT r.years FROM retention_rule r
                     WHERE r.party = seen.party AND r.category = named.category ORDER BY r.made_at DESC, r.id DESC LIMIT 1),
                 CASE named.category WHEN 'convicted' THEN 5 WHEN 'suspect' THEN 3 WHEN '' THEN 3 ELSE 1 END) AS years) ruled
$$;

CREATE FUNCTION first_review_by_rule() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    IF EXISTS (SELECT FROM fresh f WHERE f.review_on > first_review_of(seen, f.owner, f.report, f.version)) THEN
        RAISE EXCEPTION 'a review day lies no further off than the rule of the party' USING ERRCODE = '42501';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION persons_before_their_part() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM fresh f JOIN records_nominal n ON n.owner = f.owner AND n.report = f.report AND n.version = f.version) THEN
        RAISE EXCEPTION 'persons are written before their part' USING ERRCODE = '42501';
    END IF;
    RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION first_review_of(viewer_row, uuid, uuid, uuid), first_review_by_rule(), persons_before_their_part() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION first_review_by_rule(), persons_before_their_part() TO kerege_owner;
RESET ROLE;
CREATE TRIGGER records_nominal_first_ruled AFTER INSERT ON records_nominal REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT
    WHEN (current_user = 'kerege_app') EXECUTE FUNCTION first_review_by_rule();
CREATE TRIGGER records_subject_written AFTER INSERT ON records_subject REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT
    WHEN (current_user = 'kerege_app') EXECUTE FUNCTION persons_before_their_part();
