-- Work files of joint operations: their owner, and the acceptance of an invitation.

SET LOCAL ROLE kerege_law;

-- As in members.sql, for both kinds of files.
CREATE OR REPLACE FUNCTION file_owner(wanted uuid) RETURNS TABLE (desk uuid, everyone uuid, label int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT d.owner, d.everyone, d.label FROM operations_delivery d WHERE d.id = wanted
    UNION ALL
    SELECT o.owner, o.id, o.label FROM operations_operation o WHERE o.id = wanted
$$;

-- The viewer's agency accepts an invitation that stands: it is a member from this statement on.
CREATE FUNCTION accept_invitation(wanted uuid, identity uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    i record; f record;
BEGIN
    SELECT * INTO f FROM file_owner(wanted);
    SELECT * INTO i FROM operations_invitation x
     WHERE x.operation = wanted AND x.agency = ANY (own_audiences(seen)) AND x.withdrawn_at IS NULL
       AND x.owner = f.desk ORDER BY x.made_at DESC LIMIT 1;
    IF NOT seen.active OR seen.role NOT IN ('releasing', 'coordinator') OR i IS NULL THEN
        RETURN false;
    END IF;
    IF NOT EXISTS (SELECT FROM operations_member m WHERE m.file = wanted AND m.member = i.agency AND m.ended_at IS NULL) THEN
        INSERT INTO operations_member (id, owner, label, file, audience, member, party_code, whole, made_at, made_by)
        VALUES (identity, f.desk, f.label, wanted, wanted, i.agency, i.party_code, true, viewer_instant(), seen.officer);
    END IF;
    RETURN true;
END $$;

REVOKE EXECUTE ON FUNCTION accept_invitation(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION accept_invitation(uuid, uuid) TO kerege_app, kerege_owner;
RESET ROLE;
GRANT SELECT ON operations_operation, operations_invitation TO kerege_law;
