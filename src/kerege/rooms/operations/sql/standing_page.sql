-- As standing_listed, which processes of the former version call, with what a line shows of its file, so that the list is
-- one statement; and the labels that the viewer holds are joined, not looked through row by row: who takes part in many
-- files holds many.
SET LOCAL ROLE kerege_law;

CREATE FUNCTION standing_page(over boolean, starts_at int, most int)
RETURNS TABLE (delivery uuid, number varchar, title varchar, made_at timestamptz, stage text, requester text,
    requester_officer uuid, expired boolean, late boolean, needed text[], total bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    at timestamptz := viewer_instant();
    own uuid[] := own_desks();
    held int[] := held_labels();
    own_code text;
BEGIN
    SELECT p.code INTO own_code FROM directory_party p WHERE p.id = seen.party;
    RETURN QUERY
    WITH mine AS (
        SELECT d.id, d.number, d.title, d.made_at, CASE WHEN d.owner = ANY (own) THEN 'requester'
               WHEN seen.party_class = 'centre' THEN 'centre' ELSE own_code END AS acts_for
          FROM unnest(held) AS h(label) JOIN operations_delivery d ON d.label = h.label
    ), shown AS (
        SELECT m.id, m.number, m.title, m.made_at, s.stage, s.requester, s.requester_officer,
               coalesce(s.expires < at, false) AS expired, coalesce(s.answer_by < at, false) AS late,
               CASE WHEN s.expires < at THEN s.needed_expired ELSE s.needed END AS needed
          FROM mine m LEFT JOIN operations_standing s ON s.delivery = m.id AND s.acts_for = m.acts_for
         WHERE over OR s.stage IS DISTINCT FROM 'closed')
    SELECT w.id, w.number, w.title, w.made_at, w.stage, w.requester, w.requester_officer, w.expired, w.late, w.needed,
           count(*) OVER ()
      FROM shown w ORDER BY w.stage IS NOT NULL, coalesce(w.needed, '{}') = '{}', w.made_at DESC, w.id
     OFFSET starts_at LIMIT most;
END $$;

REVOKE EXECUTE ON FUNCTION standing_page(boolean, int, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION standing_page(boolean, int, int) TO kerege_app, kerege_owner;
RESET ROLE;
