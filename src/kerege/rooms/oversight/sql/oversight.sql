-- What oversight does past the row policies. Every function verifies the signed viewer first.

SET LOCAL ROLE kerege_law;

-- The agencies for which the viewer keeps watched names and reads alerts: data protection officers only.
CREATE FUNCTION watching_agencies() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    IF NOT seen.active OR seen.role <> 'data_protection' THEN
        RETURN '{}';
    END IF;
    RETURN array_remove(own_audiences(seen), seen.desk);
END $$;
REVOKE EXECUTE ON FUNCTION watching_agencies() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION watching_agencies() TO kerege_app, kerege_owner;

RESET ROLE;
GRANT SELECT ON oversight_watched TO kerege_law;
GRANT INSERT ON oversight_alert TO kerege_law;
GRANT SELECT ON oversight_alert TO kerege_law;
SET LOCAL ROLE kerege_law;

-- A look-up: whoever asked for himself or a colleague (`own` says so), for a public figure of his party's list, or for
-- bait that he might find, is noted for data protection: of his own agency, of bait for its keeper's. He learns nothing.
-- `left_out` are desks that he excluded: they learn nothing either. Ids of alerts follow from a nonce.
CREATE FUNCTION note_lookup(asked bigint[], own text[], left_out uuid[], nonce bytea) RETURNS void
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
    SELECT encode(substr(sha256(nonce || convert_to(n.kind || coalesce(n.watched::text, ''), 'UTF8')), 1, 16), 'hex')::uuid,
           n.agency, at, n.kind, n.watched, seen.desk, seen.party, o.number, seen.purpose, ''
      FROM (
        SELECT seen.agency AS agency, word AS kind, NULL::uuid AS watched
          FROM unnest(own) AS word WHERE word IN ('self', 'colleague')
        UNION ALL
        SELECT seen.agency, w.kind, w.id FROM oversight_watched w
         WHERE w.ended_at IS NULL AND w.kind = 'public_figure' AND w.party = seen.party AND w.marks && asked
        UNION ALL
        SELECT w.agency, w.kind, w.id FROM oversight_watched w
         WHERE w.ended_at IS NULL AND w.kind = 'bait' AND w.marks && asked AND w.desk <> ALL (left_out)
           AND (w.party = seen.party OR (seen.party_class IN ('member', 'centre') AND w.party <> ALL (closed)
                AND ARRAY[seen.party, w.party] <@ nominal))
      ) n, directory_officer o
     WHERE o.id = seen.officer;
END $$;

-- For the Council: how many acts each party did, by day of UTC, purpose and kind. No officer, no desk, no record.
CREATE FUNCTION council_volumes(first timestamptz, past timestamptz)
RETURNS TABLE (party uuid, day date, purpose text, kind text, acts bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    IF NOT seen.active OR seen.role NOT IN ('data_protection', 'auditor') OR seen.party_class <> 'centre' THEN
        RAISE EXCEPTION 'volumes of all parties are for the Council''s overseers' USING ERRCODE = '42501';
    END IF;
    RETURN QUERY SELECT l.party, (l.at AT TIME ZONE 'UTC')::date, l.purpose::text, l.kind::text, count(*)
      FROM journal_leaf l JOIN directory_party p ON p.id = l.party
     WHERE l.at >= first AND l.at < past GROUP BY 1, 2, 3, 4;
END $$;

-- For the Council: how many alerts of each kind each party's officers gave rise to, and how many are settled. Bait is
-- its keeper's alone and is not in it.
CREATE FUNCTION council_alerts(first timestamptz, past timestamptz)
RETURNS TABLE (party uuid, kind text, noted bigint, settled bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    IF NOT seen.active OR seen.role NOT IN ('data_protection', 'auditor') OR seen.party_class <> 'centre' THEN
        RAISE EXCEPTION 'volumes of all parties are for the Council''s overseers' USING ERRCODE = '42501';
    END IF;
    RETURN QUERY SELECT n.by_party, n.kind::text, count(*), count(n.settled_at) FROM oversight_alert n
     WHERE n.kind <> 'bait' AND n.at >= first AND n.at < past GROUP BY 1, 2;
END $$;

REVOKE EXECUTE ON FUNCTION note_lookup(bigint[], text[], uuid[], bytea), council_volumes(timestamptz, timestamptz),
    council_alerts(timestamptz, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION note_lookup(bigint[], text[], uuid[], bytea), council_volumes(timestamptz, timestamptz),
    council_alerts(timestamptz, timestamptz) TO kerege_app;
RESET ROLE;

DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['oversight_watched', 'oversight_alert'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY %I ON %I FOR SELECT USING (agency = ANY ((SELECT watching_agencies())::uuid[]))',
            name || '_read', name);
        EXECUTE format('CREATE POLICY %I ON %I FOR UPDATE USING (agency = ANY ((SELECT watching_agencies())::uuid[]))',
            name || '_change', name);
        EXECUTE format('GRANT SELECT ON %I TO kerege_app', name);
    END LOOP;
END $$;
CREATE POLICY oversight_watched_add ON oversight_watched FOR INSERT WITH CHECK (
    agency = ANY ((SELECT watching_agencies())::uuid[])
    AND ROW(desk, party, made_by) = (SELECT (v).desk, (v).party, (v).officer FROM verified_viewer() v));
GRANT INSERT, UPDATE (ended_at) ON oversight_watched TO kerege_app;
GRANT UPDATE (settled_at, settled_by, remark) ON oversight_alert TO kerege_app;
