-- A partner outside membership takes part in one joint operation, no more: who stands in one accepts no second.
SET LOCAL ROLE kerege_law;

-- Whether the viewer's party is such a partner and stands in another joint operation than this one.
CREATE FUNCTION guest_elsewhere(wanted uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    RETURN seen.party_class = 'invited' AND EXISTS (
        SELECT FROM operations_member m JOIN operations_operation o ON o.id = m.file
          JOIN directory_party p ON p.code = m.party_code
         WHERE p.id = seen.party AND m.file <> wanted AND m.ended_at IS NULL);
END $$;

CREATE OR REPLACE FUNCTION accept_invitation(wanted uuid, identity uuid, circle uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    i record; f record;
BEGIN
    IF seen.party_class = 'invited' THEN
        PERFORM pg_advisory_xact_lock(hashtextextended('guest' || seen.party::text, 0));
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('operation' || wanted::text, 0));
    SELECT * INTO f FROM file_owner(wanted);
    SELECT * INTO i FROM operations_invitation x
     WHERE x.operation = wanted AND x.agency = ANY (own_audiences(seen)) AND x.withdrawn_at IS NULL
       AND (NOT x.assured OR x.approved_by IS NOT NULL)
       AND x.owner = f.desk AND NOT EXISTS (
            SELECT FROM operations_member m WHERE m.file = wanted AND m.member = x.agency AND m.ended_at >= x.made_at)
     ORDER BY x.made_at DESC LIMIT 1;
    IF NOT seen.active OR seen.role NOT IN ('releasing', 'coordinator') OR i IS NULL OR guest_elsewhere(wanted) THEN
        RETURN false;
    END IF;
    IF NOT EXISTS (SELECT FROM operations_member m WHERE m.file = wanted AND m.audience = wanted AND m.member = i.agency
                      AND m.ended_at IS NULL) THEN
        INSERT INTO operations_member (id, owner, label, file, audience, member, party_code, whole, made_at, made_by)
        VALUES (identity, f.desk, f.label, wanted, wanted, i.agency, i.party_code, true, viewer_instant(), seen.officer);
        RETURN form_circle(wanted, circle);
    END IF;
    RETURN true;
END $$;

REVOKE EXECUTE ON FUNCTION guest_elsewhere(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION guest_elsewhere(uuid) TO kerege_app;
RESET ROLE;
