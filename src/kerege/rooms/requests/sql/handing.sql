-- The letter by which a party asks goes with what it asks: scans that were kept before a thread was sent reach whoever holds a
-- copy of it. Each holder has a row of his own under the same bytes: it is sealed and erased with the thread. Answers what was
-- handed over, for the journal. A second call hands nothing over.
SET LOCAL ROLE kerege_law;
CREATE FUNCTION hand_scans(in_thread uuid) RETURNS TABLE (scan uuid, giver uuid, holder uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    sent_at timestamptz := (SELECT min(l.at) FROM requests_line l WHERE l.thread = in_thread AND l.what = 'send');
BEGIN
    IF sent_at IS NULL OR NOT (seen.system = 'requests' OR EXISTS (SELECT FROM requests_copy c
            WHERE c.thread = in_thread AND c.owner = ANY (own_desks()))) THEN
        RETURN;
    END IF;
    RETURN QUERY
    WITH handed AS (
        INSERT INTO files_attachment (id, owner, label, report, part, name, media_type, size, given_hash, content_hash,
            stripped, stored_name, added_at, added_by)
        SELECT a.id, c.owner, keeper_label(c.owner), a.report, a.part, a.name, a.media_type, a.size, a.given_hash,
               a.content_hash, a.stripped, a.stored_name, sent_at, '00000000-0000-0000-0000-000000000000'
          FROM requests_copy o JOIN files_attachment a ON a.owner = o.owner AND a.report = in_thread
          JOIN requests_copy c ON c.thread = in_thread AND c.side IN ('asker_gate', 'asked', 'asked_gate')
         WHERE o.thread = in_thread AND o.side = 'asker' AND a.removed_at IS NULL AND a.added_at <= sent_at
        ON CONFLICT DO NOTHING RETURNING files_attachment.id, files_attachment.owner)
    SELECT h.id, o.owner, h.owner FROM handed h, requests_copy o WHERE o.thread = in_thread AND o.side = 'asker';
END $$;
REVOKE EXECUTE ON FUNCTION hand_scans(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hand_scans(uuid) TO kerege_app;
RESET ROLE;
