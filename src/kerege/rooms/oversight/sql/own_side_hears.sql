-- As in noted_once.sql, but of bait too data protection of the asker's own agency hears, whoever planted it. Nothing holds bait to names
-- of nobody: who plants the name of a man that he looks for is told of no look-up by officers of others. Which bait it was is told to
-- its keeper's agency alone; for others all bait is one.
SET LOCAL ROLE kerege_law;
CREATE OR REPLACE FUNCTION note_lookup(asked bigint[], own text[], left_out uuid[], nonce bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    at timestamptz := viewer_instant();
    closed uuid[]; nominal uuid[];
BEGIN
    IF NOT seen.active THEN
        RETURN;
    END IF;
    closed := estranged_parties(seen);
    nominal := nominal_parties(seen.day);
    INSERT INTO oversight_alert (id, agency, at, kind, watched, by_desk, by_party, officer_number, purpose, remark)
    SELECT unforeseen(format('alert|%s|%s|%s|%s|%s', nonce, n.kind, n.watched, seen.officer, at)),
           seen.agency, at, n.kind, n.watched, seen.desk, seen.party, o.number, seen.purpose, ''
      FROM (
        SELECT word AS kind, NULL::uuid AS watched FROM unnest(own) AS word WHERE word IN ('self', 'colleague')
        UNION ALL
        SELECT w.kind, w.id FROM oversight_watched w
         WHERE w.ended_at IS NULL AND w.kind = 'public_figure' AND w.party = seen.party AND w.marks && asked
        UNION ALL
        SELECT DISTINCT w.kind, CASE WHEN w.agency = seen.agency THEN w.id END FROM oversight_watched w
         WHERE w.ended_at IS NULL AND w.kind = 'bait' AND w.marks && asked AND w.desk <> ALL (left_out)
           AND (w.party = seen.party OR (seen.party_class IN ('member', 'centre') AND w.party <> ALL (closed)
                AND ARRAY[seen.party, w.party] <@ nominal))
      ) n, directory_officer o
     WHERE o.id = seen.officer
    ON CONFLICT DO NOTHING;
END $$;
RESET ROLE;
