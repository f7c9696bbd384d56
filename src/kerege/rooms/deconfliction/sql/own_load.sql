-- As in deconfliction.sql, but what stands of other legs of the same load (`besides`, which the node's process says with the event) is
-- not met: two legs have a border in common, and the former's end is not committed yet when the following one is compared.
SET LOCAL ROLE kerege_law;
CREATE OR REPLACE FUNCTION keep_event(given jsonb, boxes jsonb, behalf uuid)
RETURNS TABLE (event uuid, owner uuid, agency uuid, way jsonb, radius_km double precision)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    at timestamptz := viewer_instant();
    whose uuid := submitting_desk(behalf);
    e deconfliction_event;
BEGIN
    IF whose IS NULL THEN
        RAISE EXCEPTION 'the viewer submits no events here' USING ERRCODE = '42501';
    END IF;
    e := jsonb_populate_record(NULL::deconfliction_event, given);
    e.owner := whose;
    SELECT g.id, g.party INTO e.agency, e.party FROM directory_desk d JOIN directory_agency g ON g.id = d.agency
     WHERE d.id = whose;
    e.label := CASE WHEN e.integrity THEN desk_label(e.owner, e.party) ELSE keeper_label(e.owner) END;
    e.officer := CASE WHEN behalf IS NULL THEN seen.officer END;
    e.entered_by := CASE WHEN behalf IS NOT NULL THEN seen.officer END;
    e.made_at := at;
    e.state := 'live';
    INSERT INTO deconfliction_event VALUES (e.*);
    INSERT INTO deconfliction_cover (owner, event, area, during)
    SELECT e.owner, e.id, box(point(b.east, b.north), point(b.west, b.south)),
           tstzrange(to_timestamp(b.first), to_timestamp(b.last), '[]')
      FROM jsonb_to_recordset(boxes) AS b(west float8, south float8, east float8, north float8, first float8, last float8);
    RETURN QUERY
    SELECT o.id, o.owner, o.agency, o.way, o.radius_km
      FROM (SELECT DISTINCT x.event, x.owner
              FROM jsonb_to_recordset(boxes) AS b(west float8, south float8, east float8, north float8, first float8,
                                                  last float8)
              JOIN deconfliction_cover x
                ON x.during && tstzrange(greatest(to_timestamp(b.first), at), greatest(to_timestamp(b.last), at), '[]')
               AND x.area && box(point(b.east, b.north), point(b.west, b.south))
             WHERE x.owner <> e.owner) near
      JOIN deconfliction_event o ON o.owner = near.owner AND o.id = near.event
     WHERE o.state = 'live' AND o.ends >= at AND crossing_mode(e, o) IS NOT NULL
       AND (o.leg IS NULL OR NOT coalesce(given -> 'besides', '[]') ? o.leg::text)
     ORDER BY o.id;
END $$;
RESET ROLE;
