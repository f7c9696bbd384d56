-- The label that guards what one desk's agency alone reads: found, or made in the one form that it has. Rooms whose rows
-- one side writes for the other (an inbox, a request) get it here, so that nobody chooses another owner's label.
GRANT INSERT ON access_label TO kerege_law;
SET LOCAL ROLE kerege_law;
CREATE FUNCTION keeper_label(of_desk uuid) RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    home record; mark bytea; kept int; free int;
BEGIN
    SELECT g.id AS agency, g.party INTO home
      FROM directory_desk d JOIN directory_agency g ON g.id = d.agency WHERE d.id = of_desk;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    mark := sha256(convert_to('{"forbidden":[],"grants":[],"level":0,"owner":"' || home.agency
        || '","part":"nominal","party":"' || home.party || '","shielded":false}', 'UTF8'));
    FOR attempt IN 0..7 LOOP
        SELECT l.id INTO kept FROM access_label l WHERE l.digest = mark;
        IF FOUND THEN
            RETURN kept;
        END IF;
        free := (((get_byte(mark, attempt) & 127) << 24) | (get_byte(mark, attempt + 1) << 16)
            | (get_byte(mark, attempt + 2) << 8) | get_byte(mark, attempt + 3));
        INSERT INTO access_label (id, digest, owner_audience, owner_party, part, forbidden, level, shielded, made_in)
        VALUES (free, mark, home.agency, home.party, 'nominal', '{}', 0, false, '3'::xid8) ON CONFLICT DO NOTHING;
    END LOOP;
    RAISE EXCEPTION 'no free id for a label';
END $$;
REVOKE EXECUTE ON FUNCTION keeper_label(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION keeper_label(uuid) TO kerege_owner;
RESET ROLE;
