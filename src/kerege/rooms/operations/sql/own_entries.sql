-- Entries of a work file: each is its writer's own, of an agency that takes part; the lead's kinds are the lead's; nothing is
-- entered after the closing but who leaves and what is withdrawn.

SET LOCAL ROLE kerege_law;

CREATE FUNCTION entry_is_ones_own() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    f record;
BEGIN
    SELECT * INTO f FROM file_owner(NEW.operation);
    IF NEW.owner <> seen.desk OR NEW.officer <> seen.officer
       OR NOT EXISTS (SELECT FROM directory_agency g JOIN directory_party p ON p.id = g.party
                       WHERE g.id = seen.agency AND g.code = NEW.agency_code AND p.code = NEW.party_code)
       OR NOT EXISTS (SELECT FROM directory_officer o WHERE o.id = seen.officer AND o.number = NEW.officer_number) THEN
        RAISE EXCEPTION 'an entry is written in one''s own name' USING ERRCODE = '42501';
    END IF;
    IF NEW.kind <> 'record_off' AND NOT takes_part(NEW.operation) THEN
        RAISE EXCEPTION 'only those who take part enter into a work file' USING ERRCODE = '42501';
    END IF;
    IF NEW.kind IN ('phase', 'scope', 'assessment', 'removed') AND NOT f.desk = ANY (own_desks()) THEN
        RAISE EXCEPTION 'only the agency that founded the operation enters this' USING ERRCODE = '42501';
    END IF;
    IF NEW.kind NOT IN ('left', 'removed', 'record_off') AND EXISTS (
            SELECT FROM operations_entry e WHERE e.operation = NEW.operation AND e.kind = 'phase'
               AND e.given->>'phase' = 'closed') THEN
        RAISE EXCEPTION 'the operation is closed' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;

REVOKE EXECUTE ON FUNCTION entry_is_ones_own() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION entry_is_ones_own() TO kerege_owner;
RESET ROLE;
GRANT SELECT ON operations_entry TO kerege_law;
CREATE TRIGGER operations_entry_own BEFORE INSERT ON operations_entry
    FOR EACH ROW EXECUTE FUNCTION entry_is_ones_own();
