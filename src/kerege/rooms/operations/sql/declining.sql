-- The viewer's agency declines an invitation that stands and that it has not accepted, under the lock that accepting takes: the
-- invitation falls, and keeps when, by whom and in which words it was declined. Nothing of the work file opens by it; the
-- founding agency may invite anew. Answers whom to tell: the founding agency; nothing where no such invitation stands.
SET LOCAL ROLE kerege_law;
CREATE FUNCTION decline_invitation(wanted uuid, said text) RETURNS TABLE (desk uuid, agency uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('operation' || wanted::text, 0));
    IF NOT seen.active OR seen.role NOT IN ('releasing', 'coordinator') THEN
        RETURN;
    END IF;
    RETURN QUERY
    WITH fallen AS (
        UPDATE operations_invitation i SET withdrawn_at = viewer_instant(), declined_at = viewer_instant(),
               declined_by = seen.officer, answer = said
         WHERE i.operation = wanted AND i.agency = ANY (own_audiences(seen)) AND i.withdrawn_at IS NULL
           AND (NOT i.assured OR i.approved_by IS NOT NULL)
           AND i.owner = (SELECT f.desk FROM file_owner(wanted) f)
           AND NOT EXISTS (SELECT FROM operations_member m WHERE m.file = wanted AND m.member = i.agency
                              AND coalesce(m.ended_at >= i.made_at, true))
        RETURNING i.owner)
    SELECT o.owner, o.agency FROM operations_operation o WHERE o.id = wanted AND EXISTS (SELECT FROM fallen);
END $$;
REVOKE EXECUTE ON FUNCTION decline_invitation(uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION decline_invitation(uuid, text) TO kerege_app, kerege_owner;
RESET ROLE;
GRANT UPDATE (withdrawn_at, declined_at, declined_by, answer) ON operations_invitation TO kerege_law;
-- As in retention/sql/words.sql: PostgreSQL takes no sample of what may name a person.
ALTER TABLE operations_invitation ALTER COLUMN answer SET STATISTICS 0;
