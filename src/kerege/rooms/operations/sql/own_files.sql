-- Work files, invitations and entries are made in one's own name, now; to an invitation under an assurance a second officer agrees.
SET LOCAL ROLE kerege_law;

-- Whether an instant is that of the act.
CREATE FUNCTION is_now(said timestamptz) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(said BETWEEN viewer_instant() - interval '1 minute' AND viewer_instant() + interval '10 minutes', false)
$$;

CREATE FUNCTION operation_is_ones_own() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    IF NOT seen.active OR NEW.owner <> seen.desk OR NEW.agency <> seen.agency OR NEW.party <> seen.party
            OR NEW.made_by <> seen.officer OR NOT is_now(NEW.made_at) THEN
        RAISE EXCEPTION 'a file is made in its own officer''s name' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;

-- The founding agency invites, by officers who take part; a state that may impose death only under an assurance.
CREATE FUNCTION invitation_is_ones_own() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    theirs record;
BEGIN
    SELECT p.id, p.code INTO theirs FROM directory_agency g JOIN directory_party p ON p.id = g.party WHERE g.id = NEW.agency;
    IF NOT NEW.owner = ANY (own_desks()) OR NEW.made_by IS DISTINCT FROM seen.officer OR NOT is_now(NEW.made_at)
            OR NEW.approved_by IS NOT NULL OR NEW.withdrawn_at IS NOT NULL OR NEW.declined_at IS NOT NULL
            OR NEW.declined_by IS NOT NULL OR NEW.answer <> '' OR NEW.party_code IS DISTINCT FROM theirs.code
            OR NOT takes_part(NEW.operation) OR NOT EXISTS (
                SELECT FROM operations_operation o
                 WHERE o.id = NEW.operation AND o.owner = NEW.owner AND o.title = NEW.title AND o.agency <> NEW.agency) THEN
        RAISE EXCEPTION 'an invitation is the founding agency''s, in its own officer''s name' USING ERRCODE = '42501';
    END IF;
    IF NOT NEW.assured AND theirs.id <> seen.party AND imposes_death(theirs.id, seen.day) THEN
        RAISE EXCEPTION 'this state is invited under an assurance alone' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION invitation_answered() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    IF NEW.approved_by IS DISTINCT FROM OLD.approved_by AND (OLD.approved_by IS NOT NULL OR NOT OLD.assured
            OR NEW.approved_by IS DISTINCT FROM seen.officer OR OLD.made_by IS NOT DISTINCT FROM seen.officer
            OR seen.role NOT IN ('releasing', 'coordinator') OR NOT takes_part(OLD.operation)) THEN
        RAISE EXCEPTION 'a second officer agrees to an invitation, once' USING ERRCODE = '42501';
    END IF;
    IF NEW.withdrawn_at IS DISTINCT FROM OLD.withdrawn_at AND (OLD.withdrawn_at IS NOT NULL OR NOT is_now(NEW.withdrawn_at)) THEN
        RAISE EXCEPTION 'an invitation is withdrawn once, now' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION made_now() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT is_now((to_jsonb(NEW)->>TG_ARGV[0])::timestamptz) THEN
        RAISE EXCEPTION 'what is written is written now' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;

REVOKE EXECUTE ON FUNCTION is_now(timestamptz), operation_is_ones_own(), invitation_is_ones_own(), invitation_answered(),
    made_now() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION operation_is_ones_own(), invitation_is_ones_own(), invitation_answered(), made_now() TO kerege_owner;
RESET ROLE;
CREATE TRIGGER operations_operation_own BEFORE INSERT ON operations_operation
    FOR EACH ROW EXECUTE FUNCTION operation_is_ones_own();
CREATE TRIGGER operations_invitation_own BEFORE INSERT ON operations_invitation
    FOR EACH ROW EXECUTE FUNCTION invitation_is_ones_own();
CREATE TRIGGER operations_invitation_answered BEFORE UPDATE OF approved_by, withdrawn_at ON operations_invitation
    FOR EACH ROW EXECUTE FUNCTION invitation_answered();
CREATE TRIGGER operations_entry_now BEFORE INSERT ON operations_entry FOR EACH ROW EXECUTE FUNCTION made_now('at');
CREATE TRIGGER operations_delivery_now BEFORE INSERT ON operations_delivery FOR EACH ROW EXECUTE FUNCTION made_now('made_at');
