-- A review day that stands is moved no further than the page lets it: by the rule of the party for the categories of the persons, or
-- back to the day of which the last review took it. Which years a party starts from is records/rules/persons.py's, and a test
-- compares.
GRANT SELECT ON retention_rule TO kerege_law;
SET LOCAL ROLE kerege_law;
CREATE FUNCTION furthest_review(seen viewer_row, of_owner uuid, of_report uuid) RETURNS date
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT (seen.day + make_interval(years => least(greatest(coalesce(min(coalesce(own.years, start.years, 1)), 1), 1), 5)))::date
      FROM (SELECT DISTINCT s.category FROM records_subject s
             WHERE s.owner = of_owner AND s.report = of_report AND s.current) named
      LEFT JOIN (VALUES ('convicted', 5), ('suspect', 3), ('', 3)) start(category, years) ON start.category = named.category
      LEFT JOIN LATERAL (SELECT r.years FROM retention_rule r WHERE r.party = seen.party AND r.category = named.category
                          ORDER BY r.made_at DESC, r.id DESC LIMIT 1) own ON true
$$;

CREATE FUNCTION review_by_rule() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    IF NEW.review_on > furthest_review(seen, NEW.owner, NEW.report) AND NEW.review_on IS DISTINCT FROM (
            SELECT r.was FROM retention_review r WHERE r.owner = NEW.owner AND r.report = NEW.report
             ORDER BY r.made_at DESC, r.id LIMIT 1) THEN
        RAISE EXCEPTION 'a review day lies no further off than the rule of the party' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION furthest_review(viewer_row, uuid, uuid), review_by_rule() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION review_by_rule() TO kerege_owner;
RESET ROLE;
CREATE TRIGGER records_nominal_ruled BEFORE UPDATE OF review_on ON records_nominal FOR EACH ROW
    WHEN (current_user = 'kerege_app' AND NEW.review_on > OLD.review_on) EXECUTE FUNCTION review_by_rule();
