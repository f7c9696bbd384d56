-- A screening is its proposer's own: drafted in his name and led by him alone, one step after another. An agency opts out
-- by its own word, and a digest is answered once, by who may, as it is said.
SET LOCAL ROLE kerege_law;

CREATE FUNCTION run_is_ones_own() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    at timestamptz := viewer_instant();
BEGIN
    IF NOT seen.active OR NEW.owner <> seen.desk OR NEW.officer <> seen.officer OR NEW.hat <> seen.hat
            OR NEW.agency <> seen.agency OR NEW.party <> seen.party OR NEW.purpose <> seen.purpose
            OR NEW.officer_number IS DISTINCT FROM (SELECT o.number FROM directory_officer o WHERE o.id = seen.officer) THEN
        RAISE EXCEPTION 'a screening is proposed in its own officer''s name' USING ERRCODE = '42501';
    END IF;
    IF seen.role NOT IN ('analyst', 'desk') OR seen.party_class NOT IN ('member', 'centre')
            OR seen.purpose = 'own_work' OR btrim(NEW."case") = '' THEN
        RAISE EXCEPTION 'who proposes a screening is an analyst or desk officer, with a purpose and a case'
            USING ERRCODE = '42501';
    END IF;
    IF NEW.stage <> 'drafted' OR NEW.done <> 0 OR NEW.matched <> 0 OR NEW.trouble <> ''
            OR num_nonnulls(NEW.asked_at, NEW.began_at, NEW.banked_at, NEW.ended_at, NEW.erased_at) > 0
            OR NOT is_about(NEW.made_at, at) OR NEW.due_at > at + interval '14 days 10 minutes' THEN
        RAISE EXCEPTION 'a screening begins as a draft, now' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;

-- Whether an instant is that of the act.
CREATE FUNCTION is_about(said timestamptz, at timestamptz) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(said BETWEEN at - interval '1 minute' AND at + interval '10 minutes', false)
$$;

-- What the two data protection officers and the node's clock decide comes from functions; the rest is the proposer's.
CREATE FUNCTION run_goes_on() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    at timestamptz := viewer_instant();
    step text := OLD.stage || ' ' || NEW.stage;
BEGIN
    IF NOT seen.active OR OLD.officer <> seen.officer OR seen.role NOT IN ('analyst', 'desk') THEN
        RAISE EXCEPTION 'a screening is led by its proposer' USING ERRCODE = '42501';
    END IF;
    IF NEW.stage <> OLD.stage AND step NOT IN ('drafted asked', 'drafted withdrawn', 'asked withdrawn',
            'seconded withdrawn', 'approved withdrawn', 'approved running', 'running done') THEN
        RAISE EXCEPTION 'this screening does not go there' USING ERRCODE = '42501';
    END IF;
    IF (NEW.asked_at IS DISTINCT FROM OLD.asked_at AND NOT (step = 'drafted asked' AND is_about(NEW.asked_at, at)))
            OR (step = 'drafted asked' AND NEW.asked_at IS NULL)
            OR (NEW.due_at IS DISTINCT FROM OLD.due_at
                AND NOT (step = 'drafted asked' AND NEW.due_at <= at + interval '14 days 10 minutes'))
            OR (NEW.began_at IS DISTINCT FROM OLD.began_at AND NOT (step = 'approved running' AND is_about(NEW.began_at, at)))
            OR (NEW.ended_at IS DISTINCT FROM OLD.ended_at AND NOT (
                step IN ('running done', 'drafted withdrawn', 'asked withdrawn', 'seconded withdrawn', 'approved withdrawn')
                AND is_about(NEW.ended_at, at)))
            OR (NEW.banked_at IS DISTINCT FROM OLD.banked_at
                AND NOT (OLD.banked_at IS NULL AND OLD.stage = 'running' AND is_about(NEW.banked_at, at)))
            OR NEW.trouble <> OLD.trouble OR NEW.done < OLD.done
            OR ((NEW.done <> OLD.done OR NEW.matched <> OLD.matched) AND OLD.stage <> 'running') THEN
        RAISE EXCEPTION 'the course of a screening is written as it goes' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION opting_is_ones_own() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    at timestamptz := viewer_instant();
BEGIN
    IF NOT seen.active OR seen.role NOT IN ('coordinator', 'releasing') OR NEW.agency <> seen.agency
            OR (TG_OP = 'INSERT' AND (NEW.owner <> seen.desk OR NEW.withdrawn_at IS NOT NULL OR NOT is_about(NEW.made_at, at)))
            OR (TG_OP = 'UPDATE' AND (OLD.withdrawn_at IS NOT NULL OR NEW.withdrawn_by IS NULL
                OR NOT is_about(NEW.withdrawn_at, at))) THEN
        RAISE EXCEPTION 'an agency opts out and in by its own releasing officer or coordinator' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION digest_is_answered() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    at timestamptz := viewer_instant();
BEGIN
    IF NOT seen.active OR seen.role IN ('post', 'duty', 'data_protection', 'auditor', 'administrator', 'representative')
            OR OLD.answer <> '' OR NEW.answer NOT IN ('reveal', 'ask', 'stay_silent') OR NEW.answered_by IS NULL
            OR NOT is_about(NEW.answered_at, at)
            OR (NEW.answer = 'reveal' AND NOT EXISTS (
                SELECT FROM screening_called c WHERE c.run = OLD.run AND c.desk = OLD.owner)) THEN
        RAISE EXCEPTION 'a digest is answered once, by who may, as it is said' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;

REVOKE EXECUTE ON FUNCTION run_is_ones_own(), is_about(timestamptz, timestamptz), run_goes_on(), opting_is_ones_own(),
    digest_is_answered() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION run_is_ones_own(), run_goes_on(), opting_is_ones_own(), digest_is_answered() TO kerege_owner;
RESET ROLE;

CREATE TRIGGER screening_run_own BEFORE INSERT ON screening_run
    FOR EACH ROW WHEN (current_user = 'kerege_app') EXECUTE FUNCTION run_is_ones_own();
CREATE TRIGGER screening_run_led BEFORE UPDATE ON screening_run
    FOR EACH ROW WHEN (current_user = 'kerege_app') EXECUTE FUNCTION run_goes_on();
CREATE TRIGGER screening_opt_out_own BEFORE INSERT OR UPDATE ON screening_opt_out
    FOR EACH ROW WHEN (current_user = 'kerege_app') EXECUTE FUNCTION opting_is_ones_own();
CREATE TRIGGER screening_digest_answered BEFORE UPDATE ON screening_digest
    FOR EACH ROW WHEN (current_user = 'kerege_app') EXECUTE FUNCTION digest_is_answered();
