-- Asking an originator: his permission to pass on or to use as evidence, and the opening of content where a life is in
-- danger. Rows are written by these functions alone; each verifies the signed viewer first and happens at its instant.
GRANT SELECT, INSERT, UPDATE ON permissions_asking, permissions_opening TO kerege_law;
GRANT SELECT ON records_report, records_version, records_facts, records_nominal, records_subject, records_identifier,
    crosscheck_hit, crosscheck_entry, access_release TO kerege_law;
SET LOCAL ROLE kerege_law;

-- The agencies for which the viewer answers and watches over what is asked: both sides' responsible roles.
CREATE FUNCTION permission_agencies() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    IF NOT seen.active OR seen.role NOT IN ('releasing', 'coordinator', 'data_protection') THEN
        RETURN '{}';
    END IF;
    RETURN array_remove(own_audiences(seen), seen.desk);
END $$;

-- The desk at which the viewer sees what he and his colleagues asked.
CREATE FUNCTION permission_seat() RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    IF NOT seen.active OR seen.role IN ('administrator', 'auditor') THEN
        RETURN NULL;
    END IF;
    RETURN seen.desk;
END $$;

REVOKE EXECUTE ON FUNCTION permission_agencies(), permission_seat() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION permission_agencies(), permission_seat() TO kerege_app, kerege_owner;
RESET ROLE;

ALTER TABLE permissions_asking ENABLE ROW LEVEL SECURITY;
ALTER TABLE permissions_asking FORCE ROW LEVEL SECURITY;
CREATE POLICY permissions_asking_read ON permissions_asking FOR SELECT USING (
    asker_desk = (SELECT permission_seat()) OR ARRAY[asker_agency, owner_agency] && (SELECT permission_agencies())::uuid[]);
GRANT SELECT ON permissions_asking TO kerege_app;
ALTER TABLE permissions_opening ENABLE ROW LEVEL SECURITY;
ALTER TABLE permissions_opening FORCE ROW LEVEL SECURITY;
CREATE POLICY permissions_opening_read ON permissions_opening FOR SELECT USING (
    asker_desk = (SELECT permission_seat())
    OR ARRAY[asker_agency, owner_agency, keeping_agency] && (SELECT permission_agencies())::uuid[]);
GRANT SELECT ON permissions_opening TO kerege_app;

SET LOCAL ROLE kerege_law;

-- Ask the originator of a part that the viewer reads whether his agency may pass it on to a party, or use it as evidence.
CREATE FUNCTION permission_ask(identity uuid, of_report uuid, of_part text, of_act text, to_party uuid, said text,
    fresh uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    held int[] := held_labels();
    head record;
BEGIN
    SELECT r.owner, r.number, d.agency, g.party INTO head
      FROM records_report r JOIN directory_desk d ON d.id = r.owner JOIN directory_agency g ON g.id = d.agency
     WHERE r.id = of_report AND r.label = ANY (held) AND NOT r.retracted
       AND CASE of_part WHEN 'facts' THEN EXISTS (SELECT FROM records_facts f
                WHERE f.owner = r.owner AND f.report = r.id AND f.current AND f.label = ANY (held))
            WHEN 'nominal' THEN EXISTS (SELECT FROM records_nominal n
                WHERE n.owner = r.owner AND n.report = r.id AND n.current AND n.label = ANY (held)) END;
    IF head IS NULL OR NOT seen.active OR seen.purpose = 'own_work' OR head.agency = ANY (own_audiences(seen))
            OR NOT (CASE of_act WHEN 'onward' THEN seen.role IN ('releasing', 'analyst', 'liaison') AND to_party IS NOT NULL
                   WHEN 'use_as_evidence' THEN seen.role = 'releasing' AND to_party IS NULL ELSE false END)
            OR EXISTS (SELECT FROM permissions_asking a WHERE a.asker_desk = seen.desk AND a.report = of_report
                AND a.part = of_part AND a.act = of_act AND a.towards IS NOT DISTINCT FROM to_party AND a.state = 'waiting')
    THEN
        RAISE EXCEPTION 'nothing of this kind is to be asked of its originator' USING ERRCODE = '42501';
    END IF;
    INSERT INTO permissions_asking (id, owner_desk, owner_agency, owner_party, asker_desk, asker_agency, asker_party,
        officer, officer_number, report, number, part, act, towards, purpose, words, asked_at, state, answer_words,
        answer_number)
    VALUES (identity, head.owner, head.agency, head.party, seen.desk, seen.agency, seen.party, seen.officer,
        (SELECT o.number FROM directory_officer o WHERE o.id = seen.officer), of_report, head.number, of_part, of_act,
        to_party, seen.purpose, said, viewer_instant(), 'waiting', '', '');
    PERFORM tell_desk(fresh[1], fresh[2], head.owner, NULL, 'permissions.asked', identity, false);
END $$;

-- The originator's answer: granted by a release of his that he has just made, or refused in words.
CREATE FUNCTION permission_answer(of_asking uuid, granted boolean, said text, with_release uuid, fresh uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    a permissions_asking;
BEGIN
    SELECT * INTO a FROM permissions_asking x WHERE x.id = of_asking FOR UPDATE;
    IF a IS NULL OR a.state <> 'waiting' OR NOT seen.active OR seen.role NOT IN ('releasing', 'coordinator')
            OR NOT a.owner_desk = ANY (own_desks())
            OR granted <> EXISTS (SELECT FROM access_release r WHERE r.id = with_release AND r.owner = a.owner_desk
                AND r.report = a.report AND r.part = a.part AND r.withdrawn_at IS NULL AND r.made_by = seen.officer
                AND r.audience = CASE a.act WHEN 'onward' THEN a.towards ELSE a.asker_agency END) THEN
        RAISE EXCEPTION 'only its originator answers what was asked, and grants by a release' USING ERRCODE = '42501';
    END IF;
    UPDATE permissions_asking SET state = CASE WHEN granted THEN 'granted' ELSE 'refused' END, answer_words = said,
        answered_at = viewer_instant(), answered_by = seen.officer, release = with_release,
        answer_number = (SELECT o.number FROM directory_officer o WHERE o.id = seen.officer)
     WHERE id = of_asking;
    PERFORM tell_desk(fresh[1], fresh[2], a.asker_desk, NULL, 'permissions.answered', of_asking, false);
END $$;

-- Of what the viewer's agency was granted, or granted: which permissions hold on this day, by the release behind each.
CREATE FUNCTION permissions_holding() RETURNS TABLE (asking uuid, last_day date)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    RETURN QUERY SELECT a.id, r.last_day FROM permissions_asking a
      JOIN access_release r ON r.owner = a.owner_desk AND r.id = a.release
     WHERE seen.active AND a.state = 'granted' AND ARRAY[a.asker_agency, a.owner_agency] && own_audiences(seen)
       AND r.withdrawn_at IS NULL AND (NOT r.assured OR r.approved_by IS NOT NULL)
       AND (r.last_day IS NULL OR r.last_day >= seen.day);
END $$;

-- Whether the law lets the viewer's side learn of what an opening would show, today and for this purpose: every forbid
-- stands (named out, suspended, no agreement, death penalty, level).
CREATE FUNCTION opening_lawful(of_owner uuid, of_report uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    RETURN EXISTS (SELECT FROM records_nominal n JOIN held_findings() f ON f.finding = n.finding
        JOIN records_report r ON r.owner = n.owner AND r.id = n.report AND NOT r.retracted
        JOIN records_version v ON v.owner = r.owner AND v.id = r.head
       WHERE n.owner = of_owner AND n.report = of_report AND n.current AND v.level < 2 AND v.level <= seen.level);
END $$;

-- Ask that what a hit points to be opened because a life is in danger. The owner and his coordinating agency hear at once.
CREATE FUNCTION opening_ask(identity uuid, of_hit uuid, said text, fresh uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
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
    INSERT INTO permissions_opening (id, owner_desk, owner_agency, owner_party, keeping_agency, asker_desk, asker_agency,
        asker_party, officer, officer_number, purpose, hit, report, number, danger, asked_at, refusal, reads, review_words)
    VALUES (identity, head.owner, head.agency, head.party, head.keeping, seen.desk, seen.agency, seen.party, seen.officer,
        (SELECT o.number FROM directory_officer o WHERE o.id = seen.officer), seen.purpose, of_hit, head.report,
        head.number, said, viewer_instant(), '', 0, '');
    FOR desk IN SELECT head.owner UNION SELECT d.id FROM directory_desk d
                 WHERE d.agency = head.keeping AND d.closed_on IS NULL LOOP
        PERFORM tell_desk(fresh[place + 1], fresh[place + 2], desk, NULL, 'permissions.opening', identity, true);
        place := place + 2;
    END LOOP;
END $$;

-- The step of an officer in an opening, locked while he takes it; raises where it is not his, or not its turn.
-- Two officers besides the asker open: one of the asker's agency, then one of the owner's coordinating agency, never the
-- same person under another hat, never two of one desk, never what the owner refused, never after three days.
CREATE FUNCTION opening_step(of_opening uuid, step text, said text, hours int, fresh uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    at timestamptz := viewer_instant();
    o permissions_opening; own uuid[]; waits boolean; answers boolean; keeps boolean; may boolean;
BEGIN
    SELECT * INTO o FROM permissions_opening x WHERE x.id = of_opening FOR UPDATE;
    own := own_audiences(seen);
    answers := seen.active AND seen.role IN ('releasing', 'coordinator');
    keeps := answers AND ARRAY[o.owner_agency, o.keeping_agency] && own;
    waits := o.opened_at IS NULL AND o.refused_at IS NULL AND o.asked_at > at - interval '3 days';
    may := o.id IS NOT NULL AND CASE step
        WHEN 'vouch' THEN waits AND answers AND o.vouched_at IS NULL AND o.asker_agency = ANY (own)
            AND seen.officer <> o.officer
        WHEN 'open' THEN waits AND answers AND o.vouched_at IS NOT NULL AND o.keeping_agency = ANY (own)
            AND seen.officer NOT IN (o.officer, o.vouched_by) AND seen.desk NOT IN (o.asker_desk, o.vouched_desk)
            AND hours BETWEEN 1 AND 24
        WHEN 'refuse' THEN waits AND keeps AND length(said) >= 3
        WHEN 'end' THEN keeps AND o.opened_at IS NOT NULL AND o.ends_at > at
        WHEN 'review' THEN seen.active AND seen.role IN ('releasing', 'coordinator', 'data_protection')
            AND o.owner_agency = ANY (own) AND seen.officer IS DISTINCT FROM o.opened_by AND o.ends_at <= at
            AND o.reviewed_at IS NULL AND length(said) >= 3
        ELSE false END;
    IF may IS NOT TRUE THEN
        RAISE EXCEPTION 'this step is not yours to take, or not its turn' USING ERRCODE = '42501';
    END IF;
    UPDATE permissions_opening SET
        vouched_by = CASE step WHEN 'vouch' THEN seen.officer ELSE vouched_by END,
        vouched_desk = CASE step WHEN 'vouch' THEN seen.desk ELSE vouched_desk END,
        vouched_at = CASE step WHEN 'vouch' THEN at ELSE vouched_at END,
        opened_by = CASE step WHEN 'open' THEN seen.officer ELSE opened_by END,
        opened_desk = CASE step WHEN 'open' THEN seen.desk ELSE opened_desk END,
        opened_at = CASE step WHEN 'open' THEN at ELSE opened_at END,
        ends_at = CASE step WHEN 'open' THEN at + make_interval(hours => hours) WHEN 'end' THEN at ELSE ends_at END,
        refused_at = CASE step WHEN 'refuse' THEN at ELSE refused_at END,
        refusal = CASE step WHEN 'refuse' THEN said ELSE refusal END,
        reviewed_by = CASE step WHEN 'review' THEN seen.officer ELSE reviewed_by END,
        reviewed_at = CASE step WHEN 'review' THEN at ELSE reviewed_at END,
        justified = CASE step WHEN 'review' THEN hours = 1 ELSE justified END,
        review_words = CASE step WHEN 'review' THEN said ELSE review_words END
     WHERE id = of_opening;
    IF step = 'open' THEN
        PERFORM tell_desk(fresh[1], fresh[2], o.owner_desk, NULL, 'permissions.opened', of_opening, true);
    END IF;
    PERFORM tell_desk(fresh[3], fresh[4], CASE WHEN step IN ('vouch', 'review') THEN o.owner_desk ELSE o.asker_desk END,
        NULL, 'permissions.moved', of_opening, step IN ('vouch', 'open'));
END $$;

-- What an opening shows, while it lasts, to the desk that asked and for the purpose for which it asked; each look is counted.
CREATE FUNCTION opening_read(of_opening uuid) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    o permissions_opening; shown jsonb;
BEGIN
    SELECT * INTO o FROM permissions_opening x WHERE x.id = of_opening FOR UPDATE;
    IF o IS NULL OR o.opened_at IS NULL OR o.ends_at <= viewer_instant() OR NOT seen.active
            OR seen.desk <> o.asker_desk OR seen.purpose <> o.purpose OR NOT opening_lawful(o.owner_desk, o.report) THEN
        RETURN NULL;
    END IF;
    SELECT jsonb_build_object('texts', n.content - 'subjects' - 'links', 'handling', v.handling,
        'conditions', v.conditions, 'restriction', v.restriction, 'level', v.level, 'subjects',
        (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', s.kind, 'category', s.category, 'name', s.name,
            'birth', s.birth, 'nationality', s.nationality, 'identifiers',
            (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', i.kind, 'value', i.given) ORDER BY i.position), '[]')
               FROM records_identifier i WHERE i.owner = s.owner AND i.subject = s.id AND i.current)) ORDER BY s.position), '[]')
           FROM records_subject s WHERE s.owner = n.owner AND s.version = n.version AND s.current))
      INTO shown FROM records_nominal n JOIN records_version v ON v.owner = n.owner AND v.id = n.version
     WHERE n.owner = o.owner_desk AND n.report = o.report AND n.current;
    UPDATE permissions_opening SET reads = reads + 1 WHERE id = of_opening;
    RETURN shown;
END $$;

-- What was said about a record goes with the record.
CREATE FUNCTION permissions_forget() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE permissions_asking a SET words = '', answer_words = '' FROM gone g WHERE a.report = g.report;
    UPDATE permissions_opening o SET danger = '', refusal = '', review_words = '' FROM gone g WHERE o.report = g.report;
    RETURN NULL;
END $$;

REVOKE EXECUTE ON FUNCTION permission_ask(uuid, uuid, text, text, uuid, text, uuid[]),
    permission_answer(uuid, boolean, text, uuid, uuid[]), permissions_holding(), opening_lawful(uuid, uuid),
    opening_ask(uuid, uuid, text, uuid[]), opening_step(uuid, text, text, int, uuid[]), opening_read(uuid),
    permissions_forget() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION permission_ask(uuid, uuid, text, text, uuid, text, uuid[]),
    permission_answer(uuid, boolean, text, uuid, uuid[]), permissions_holding(),
    opening_ask(uuid, uuid, text, uuid[]), opening_step(uuid, text, text, int, uuid[]), opening_read(uuid) TO kerege_app;
GRANT EXECUTE ON FUNCTION permissions_forget() TO kerege_owner;
RESET ROLE;

CREATE TRIGGER permissions_forgotten AFTER INSERT ON retention_tombstone
    REFERENCING NEW TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION permissions_forget();
DO $$
DECLARE
    named record;
BEGIN
    FOR named IN SELECT * FROM (VALUES ('permissions_asking', 'words'), ('permissions_asking', 'answer_words'),
        ('permissions_opening', 'danger'), ('permissions_opening', 'refusal'), ('permissions_opening', 'review_words')
    ) AS v(relation, field) LOOP
        EXECUTE format('ALTER TABLE %I ALTER COLUMN %I SET STATISTICS 0', named.relation, named.field);
    END LOOP;
END $$;
