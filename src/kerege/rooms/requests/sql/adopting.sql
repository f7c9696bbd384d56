-- A profile of clocks is in force when two persons have said so: the centre's administrator enters the decision of the
-- Council, a coordinator of a member confirms it. A row without `confirms` is a word that waits.

CREATE FUNCTION request_confirms(of_entry uuid, of_profile text, by_decision text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    RETURN seen.active AND seen.role = 'coordinator' AND seen.party_class = 'member'
       AND EXISTS (SELECT FROM requests_adopted a WHERE a.id = of_entry AND a.confirms IS NULL
                    AND a.profile = of_profile AND a.decision = by_decision)
       AND NOT EXISTS (SELECT FROM requests_adopted a WHERE a.confirms = of_entry);
END $$;

SET LOCAL ROLE kerege_law;
CREATE OR REPLACE FUNCTION request_profile() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce((SELECT a.profile FROM requests_adopted a WHERE a.confirms IS NOT NULL
                      ORDER BY a.recorded_at DESC, a.id DESC LIMIT 1), 'directive-2023-977')
$$;
RESET ROLE;

ALTER POLICY requests_adopted_add ON requests_adopted WITH CHECK (
    officer_number = (SELECT own_number()) AND recorded_at = (SELECT viewer_instant())
    AND CASE WHEN confirms IS NULL THEN (SELECT keeps_registry()) ELSE request_confirms(confirms, profile, decision) END);

REVOKE EXECUTE ON FUNCTION request_confirms(uuid, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION request_confirms(uuid, text, text) TO kerege_app, kerege_owner;
ALTER FUNCTION request_confirms(uuid, text, text) OWNER TO kerege_law;
