-- Where deliveries stand, for the list: an index over what the machine makes of their steps, never the law. The node keeps
-- it with each step; an officer reads of it the row of those whom he acts for, of files that he takes part in.

CREATE TABLE operations_standing (
    delivery uuid NOT NULL,
    acts_for text NOT NULL,
    stage text NOT NULL,
    made_at timestamptz NOT NULL,
    requester text NOT NULL,
    requester_officer uuid NOT NULL,
    expires timestamptz,
    answer_by timestamptz,
    needed text[] NOT NULL,
    needed_expired text[] NOT NULL,
    PRIMARY KEY (delivery, acts_for)
);
COMMENT ON COLUMN operations_standing.acts_for IS 'requester, centre, or the code of a state';
ALTER TABLE operations_standing ENABLE ROW LEVEL SECURITY;
ALTER TABLE operations_standing FORCE ROW LEVEL SECURITY;
REVOKE ALL ON operations_standing FROM PUBLIC, kerege_app, kerege_search;
GRANT SELECT, INSERT, UPDATE, DELETE ON operations_standing TO kerege_law;

SET LOCAL ROLE kerege_law;

-- Keep the rows of one delivery in place of its former ones; the node alone.
CREATE FUNCTION keep_standing(of_delivery uuid, kept jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF (verified_viewer()).system <> 'operations' THEN
        RAISE EXCEPTION 'only the node says where a delivery stands' USING ERRCODE = '42501';
    END IF;
    DELETE FROM operations_standing s WHERE s.delivery = of_delivery;
    INSERT INTO operations_standing
    SELECT of_delivery, k.acts_for, k.stage, k.made_at, k.requester, k.requester_officer, k.expires, k.answer_by,
           k.needed, k.needed_expired
      FROM jsonb_to_recordset(kept) AS k(acts_for text, stage text, made_at timestamptz, requester text,
           requester_officer uuid, expires timestamptz, answer_by timestamptz, needed text[], needed_expired text[]);
END $$;

-- The files that the viewer may read, as the row policy says, with the row of those whom he acts for: what needs him first, then the newest.
-- A file without rows (kept before this index) comes first, with no stage.
CREATE FUNCTION standing_listed(over boolean, starts_at int, most int)
RETURNS TABLE (delivery uuid, stage text, requester text, requester_officer uuid, expired boolean, late boolean,
    needed text[], total bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    at timestamptz := viewer_instant();
    own uuid[] := own_desks();
    own_code text;
BEGIN
    IF NOT seen.active OR seen.role IN ('administrator', 'auditor') THEN
        RETURN;
    END IF;
    SELECT p.code INTO own_code FROM directory_party p WHERE p.id = seen.party;
    RETURN QUERY
    WITH mine AS (
        SELECT d.id, d.made_at, CASE WHEN d.owner = ANY (own) THEN 'requester'
               WHEN seen.party_class = 'centre' THEN 'centre' ELSE own_code END AS acts_for
          FROM operations_delivery d WHERE d.label = ANY ((SELECT held_labels())::int[])
    ), shown AS (
        SELECT m.id, m.made_at, s.stage, s.requester, s.requester_officer, coalesce(s.expires < at, false) AS expired,
               coalesce(s.answer_by < at, false) AS late,
               CASE WHEN s.expires < at THEN s.needed_expired ELSE s.needed END AS needed
          FROM mine m LEFT JOIN operations_standing s ON s.delivery = m.id AND s.acts_for = m.acts_for
         WHERE over OR s.stage IS DISTINCT FROM 'closed')
    SELECT w.id, w.stage, w.requester, w.requester_officer, w.expired, w.late, w.needed, count(*) OVER ()
      FROM shown w ORDER BY w.stage IS NOT NULL, coalesce(w.needed, '{}') = '{}', w.made_at DESC, w.id
     OFFSET starts_at LIMIT most;
END $$;

-- With a file its rows go.
CREATE FUNCTION standing_goes() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM operations_standing s WHERE s.delivery = OLD.id;
    RETURN OLD;
END $$;

REVOKE EXECUTE ON FUNCTION standing_goes() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION standing_goes() TO kerege_owner;
REVOKE EXECUTE ON FUNCTION keep_standing(uuid, jsonb), standing_listed(boolean, int, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION keep_standing(uuid, jsonb), standing_listed(boolean, int, int) TO kerege_app, kerege_owner;
RESET ROLE;

CREATE TRIGGER operations_delivery_gone AFTER DELETE ON operations_delivery
    FOR EACH ROW EXECUTE FUNCTION standing_goes();
