-- Notices of deconfliction: a side's desk hears that a conflict waits, the keeping desks that a crossing does. They say a
-- kind and the crossing's id; whoever opens it is judged anew.

-- Put one notice into a desk's inbox, to be told outside at once. Its ids follow from random ones.
CREATE FUNCTION deconfliction_notice(of_desk uuid, said text, about uuid, at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    keeper int := keeper_label(of_desk);
    mark text := format('%s|%s|%s|%s', of_desk, said, about, at);
BEGIN
    INSERT INTO notices_notice (id, owner, label, officer, kind, thing, urgent, at)
    VALUES (md5('notice|' || mark)::uuid, of_desk, keeper, NULL, said, about, true, at) ON CONFLICT DO NOTHING;
    INSERT INTO notices_telling (id, desk, officer, urgent, at)
    VALUES (md5('telling|' || mark)::uuid, of_desk, NULL, true, at) ON CONFLICT DO NOTHING;
END $$;

CREATE FUNCTION conflict_told() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM deconfliction_notice(NEW.owner, 'deconfliction.conflict', NEW.pair, NEW.told_at);
    RETURN NULL;
END $$;

-- The keeping desks: the centre's duty desks, or the desks of the party's coordinators.
CREATE FUNCTION crossing_waits() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM deconfliction_notice(k.desk, 'deconfliction.crossing', NEW.id, NEW.moved_at) FROM (
        SELECT DISTINCT a.desk FROM directory_appointment a JOIN directory_desk d ON d.id = a.desk
          JOIN directory_agency g ON g.id = d.agency JOIN directory_party p ON p.id = g.party
         WHERE p.id = NEW.keeper AND d.closed_on IS NULL
           AND a.since <= NEW.moved_at::date AND coalesce(a.until >= NEW.moved_at::date, true)
           AND a.role = CASE p.party_class WHEN 'centre' THEN 'duty' ELSE 'coordinator' END) k;
    RETURN NULL;
END $$;

CREATE TRIGGER deconfliction_conflict_told AFTER INSERT ON deconfliction_conflict
    FOR EACH ROW EXECUTE FUNCTION conflict_told();
CREATE TRIGGER deconfliction_crossing_made AFTER INSERT ON deconfliction_crossing
    FOR EACH ROW WHEN (NEW.stage IN ('with_desk', 'late', 'escalated', 'cancelled')) EXECUTE FUNCTION crossing_waits();
CREATE TRIGGER deconfliction_crossing_moved AFTER UPDATE OF stage ON deconfliction_crossing
    FOR EACH ROW WHEN (OLD.stage <> NEW.stage AND NEW.stage IN ('late', 'escalated', 'cancelled'))
    EXECUTE FUNCTION crossing_waits();
REVOKE EXECUTE ON FUNCTION deconfliction_notice(uuid, text, uuid, timestamptz), conflict_told(), crossing_waits()
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION deconfliction_notice(uuid, text, uuid, timestamptz) TO kerege_law;
ALTER FUNCTION deconfliction_notice(uuid, text, uuid, timestamptz) OWNER TO kerege_law;
ALTER FUNCTION conflict_told() OWNER TO kerege_law;
ALTER FUNCTION crossing_waits() OWNER TO kerege_law;
