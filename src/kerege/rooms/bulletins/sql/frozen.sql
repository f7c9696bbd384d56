-- An edition goes on as its states say: a draft in its officer's own name, released once and whole by who passes on, withdrawn
-- once; what was released stays as it was frozen. A draft and a withdrawn edition are their agency's alone, and what
-- a released one leaves out its label leaves out too. Which roles pass on is kernel/law/decision.py's, and a test compares.
SET LOCAL ROLE kerege_law;
CREATE FUNCTION edition_goes_on() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    at timestamptz := viewer_instant();
    changed text[] := ARRAY['state', 'label', 'withdrawn_at', 'withdrawn_by'];
BEGIN
    IF NOT seen.active OR seen.role NOT IN ('releasing', 'analyst', 'liaison') THEN
        RAISE EXCEPTION 'editions are made by who passes on' USING ERRCODE = '42501';
    END IF;
    IF NEW.state <> 'released' AND EXISTS (SELECT FROM access_grant g WHERE g.label = NEW.label) THEN
        RAISE EXCEPTION 'only what is released is open to others' USING ERRCODE = '42501';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'draft' OR NEW.owner <> seen.desk OR NEW.made_by <> seen.officer
                OR NEW.made_at NOT BETWEEN at - interval '1 minute' AND at + interval '10 minutes'
                OR num_nonnulls(NEW.released_at, NEW.released_by, NEW.withdrawn_at, NEW.withdrawn_by, NEW.content,
                    NEW.sources, NEW.content_hash, NEW.signature) > 0 THEN
            RAISE EXCEPTION 'an edition begins as a draft, in one''s own name' USING ERRCODE = '42501';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state = 'draft' THEN
        IF NEW.state <> 'released' OR NEW.released_by IS DISTINCT FROM seen.officer
                OR coalesce(NEW.released_at NOT BETWEEN at - interval '1 minute' AND at + interval '10 minutes', true)
                OR num_nulls(NEW.content, NEW.sources, NEW.content_hash, NEW.signature) > 0
                OR num_nonnulls(NEW.withdrawn_at, NEW.withdrawn_by) > 0
                OR NOT EXISTS (SELECT FROM access_label l WHERE l.id = NEW.label AND l.level >= NEW.level
                    AND l.forbidden::uuid[] @> NEW.forbidden) THEN
            RAISE EXCEPTION 'an edition is released whole, now, in one''s own name' USING ERRCODE = '42501';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state <> 'released' OR NEW.state <> 'withdrawn' OR NEW.withdrawn_by IS DISTINCT FROM seen.officer
            OR coalesce(NEW.withdrawn_at NOT BETWEEN at - interval '1 minute' AND at + interval '10 minutes', true)
            OR to_jsonb(NEW) - changed <> to_jsonb(OLD) - changed THEN
        RAISE EXCEPTION 'what was released is withdrawn once, and stays as it was' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION edition_goes_on() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION edition_goes_on() TO kerege_owner;
RESET ROLE;
CREATE TRIGGER bulletins_edition_course BEFORE INSERT OR UPDATE ON bulletins_edition
    FOR EACH ROW WHEN (current_user = 'kerege_app') EXECUTE FUNCTION edition_goes_on();
