-- Subjects in two cases: which matches of the viewer's records still stand, and the notice that a new one brings.
SET LOCAL ROLE kerege_law;

-- Of these hits of the viewer's agency, those in which both sides still hold the subject and he would still learn of it:
-- the other's record is open to him, or its finding mode tells his party, or its owner let him know of a silent match.
-- What the other side retracted, corrected, erased or hid since is no match any more.
CREATE FUNCTION standing_subjects(asked uuid[]) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    own uuid[] := own_desks();
    held int[] := held_labels();
    standing uuid[];
BEGIN
    SELECT coalesce(array_agg(h.id), '{}') INTO standing FROM crosscheck_hit h
      JOIN directory_desk o ON o.id = h.other_desk JOIN directory_desk d ON d.agency = o.agency
      JOIN crosscheck_entry e ON e.owner = d.id AND e.id = h.theirs
     WHERE h.id = ANY (asked) AND h.owner = ANY (own) AND h.label = ANY (held)
       AND h.mine_report IS NOT NULL AND h.theirs_report IS NOT NULL
       AND EXISTS (SELECT FROM crosscheck_entry m WHERE m.owner = ANY (own) AND m.id = h.mine)
       AND (e.label = ANY (held) OR learns_of(e.finding, seen.party, seen.day) >= 2
            OR EXISTS (SELECT FROM crosscheck_hit k WHERE k.owner = h.other_desk AND k.pair = h.pair
                          AND k.side = 'owner' AND k.answer = 'reveal'));
    RETURN standing;
END $$;

-- A record of one agency met a record of another: the desk whose side this row is hears that a subject of its own stands
-- in a second case; once a day for each of its records. By a name alone, or in one agency's own records, nobody is told.
CREATE FUNCTION subject_told() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    mark text := format('%s|deconfliction.subject|%s|%s', NEW.owner, NEW.mine_report, NEW.made_at::date);
    keeper int;
BEGIN
    IF NEW.fields <@ ARRAY['name', 'sex', 'country', 'place']::varchar[] OR EXISTS (
            SELECT FROM directory_desk d JOIN directory_desk o ON o.agency = d.agency
             WHERE d.id = NEW.owner AND o.id = NEW.other_desk) THEN
        RETURN NULL;
    END IF;
    keeper := keeper_label(NEW.owner);
    IF keeper IS NOT NULL THEN
        INSERT INTO notices_notice (id, owner, label, officer, kind, thing, urgent, at)
        VALUES (md5('notice|' || mark)::uuid, NEW.owner, keeper, NULL, 'deconfliction.subject', NEW.id, false,
                NEW.made_at) ON CONFLICT DO NOTHING;
        IF FOUND THEN
            INSERT INTO notices_telling (id, desk, officer, urgent, at)
            VALUES (md5('telling|' || mark)::uuid, NEW.owner, NULL, false, NEW.made_at) ON CONFLICT DO NOTHING;
        END IF;
    END IF;
    RETURN NULL;
END $$;

REVOKE EXECUTE ON FUNCTION standing_subjects(uuid[]), subject_told() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION standing_subjects(uuid[]) TO kerege_app;
GRANT EXECUTE ON FUNCTION subject_told() TO kerege_owner;
RESET ROLE;

CREATE TRIGGER deconfliction_subject_told AFTER INSERT ON crosscheck_hit
    FOR EACH ROW WHEN (NEW.mine_report IS NOT NULL AND NEW.theirs_report IS NOT NULL) EXECUTE FUNCTION subject_told();
