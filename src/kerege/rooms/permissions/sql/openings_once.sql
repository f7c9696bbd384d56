-- As in permissions.sql, and a desk asks for one thing once at a time; what the owner's side refused, nobody of the asking agency
-- asks for again that day: else a refusal would bind nobody, and one hit could flood the owner with alarms.
SET LOCAL ROLE kerege_law;
CREATE OR REPLACE FUNCTION opening_ask(identity uuid, of_hit uuid, said text, fresh uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    at timestamptz := viewer_instant();
    head record; desk uuid; place int := 0;
BEGIN
    SELECT r.owner, r.id AS report, r.number, d.agency, g.party, p.coordinating_agency AS keeping INTO head
      FROM crosscheck_hit h JOIN records_report r ON r.id = h.theirs_report AND r.owner = h.other_desk
      JOIN directory_desk d ON d.id = r.owner JOIN directory_agency g ON g.id = d.agency
      JOIN directory_party p ON p.id = g.party
     WHERE h.id = of_hit AND h.side = 'asker' AND h.owner = ANY (own_desks()) AND h.label = ANY (held_labels());
    IF head IS NULL OR head.keeping IS NULL OR NOT seen.active OR head.agency = ANY (own_audiences(seen))
            OR length(said) < 10 OR NOT opening_lawful(head.owner, head.report) THEN
        RAISE EXCEPTION 'nothing is to be opened under this hit' USING ERRCODE = '42501';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('opening' || seen.agency::text || head.report::text, 0));
    IF EXISTS (SELECT FROM permissions_opening o
                WHERE o.owner_desk = head.owner AND o.report = head.report AND o.asker_agency = seen.agency
                  AND (o.refused_at > at - interval '1 day' OR o.asker_desk = seen.desk AND (o.ends_at > at
                    OR o.opened_at IS NULL AND o.refused_at IS NULL AND o.asked_at > at - interval '3 days'))) THEN
        RAISE EXCEPTION 'this is asked already, or was refused' USING ERRCODE = '42501';
    END IF;
    INSERT INTO permissions_opening (id, owner_desk, owner_agency, owner_party, keeping_agency, asker_desk, asker_agency,
        asker_party, officer, officer_number, purpose, hit, report, number, danger, asked_at, refusal, reads, review_words)
    VALUES (identity, head.owner, head.agency, head.party, head.keeping, seen.desk, seen.agency, seen.party, seen.officer,
        (SELECT o.number FROM directory_officer o WHERE o.id = seen.officer), seen.purpose, of_hit, head.report,
        head.number, said, at, '', 0, '');
    FOR desk IN SELECT head.owner UNION SELECT d.id FROM directory_desk d
                 WHERE d.agency = head.keeping AND d.closed_on IS NULL LOOP
        PERFORM tell_desk(fresh[place + 1], fresh[place + 2], desk, NULL, 'permissions.opening', identity, true);
        place := place + 2;
    END LOOP;
END $$;
RESET ROLE;
