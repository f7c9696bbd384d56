-- Persons stand for review within five years of what was written last, whoever writes; a review day is moved by who may retract the
-- report. Which roles these are is kernel/law/decision.py's, and a test compares.
SET LOCAL ROLE kerege_law;
CREATE FUNCTION within_five_years() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    furthest date := (verified_viewer()).day + interval '5 years';
BEGIN
    IF EXISTS (SELECT FROM fresh f WHERE f.review_on > furthest) THEN
        RAISE EXCEPTION 'persons are reviewed within five years' USING ERRCODE = '42501';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION review_is_moved() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    IF seen.role NOT IN ('desk', 'releasing', 'chemist') THEN
        RAISE EXCEPTION 'a review day is moved by who may retract the report' USING ERRCODE = '42501';
    END IF;
    IF NEW.review_on > seen.day + interval '5 years' THEN
        RAISE EXCEPTION 'persons are reviewed within five years' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION within_five_years(), review_is_moved() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION within_five_years(), review_is_moved() TO kerege_owner;
RESET ROLE;
CREATE TRIGGER records_nominal_within AFTER INSERT ON records_nominal REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT
    WHEN (current_user = 'kerege_app') EXECUTE FUNCTION within_five_years();
CREATE TRIGGER records_nominal_moved BEFORE UPDATE OF review_on ON records_nominal FOR EACH ROW
    WHEN (current_user = 'kerege_app' AND NEW.review_on IS DISTINCT FROM OLD.review_on) EXECUTE FUNCTION review_is_moved();
