-- Erasing a nominal part past the row policies: everything that says or finds who was in it goes in one transaction,
-- whoever holds what came of it gets a notice to confirm, and a tombstone says that there was something. Each function
-- verifies the signed viewer first.
SET LOCAL ROLE kerege_law;

-- The mark by which an erased row of a file is known again without saying what stood in it: HMAC under the node's key.
CREATE FUNCTION retention_mark(given bytea) RETURNS bytea
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    key access_key;
BEGIN
    PERFORM verified_viewer();
    SELECT * INTO key FROM access_key;
    RETURN sha256(key.outer_pad || sha256(key.inner_pad || 'erased row'::bytea || given));
END $$;
REVOKE EXECUTE ON FUNCTION retention_mark(bytea) FROM PUBLIC;
RESET ROLE;

GRANT SELECT, DELETE ON records_nominal, records_subject, records_identifier, records_link, crosscheck_waiting,
    files_attachment, intake_quarantined_row, intake_row_version, screening_match TO kerege_law;
GRANT SELECT, UPDATE ON records_report, records_version, access_release, screening_digest, retention_review,
    retention_hold TO kerege_law;
GRANT SELECT, DELETE ON crosscheck_entry, crosscheck_hit, crosscheck_judgement TO kerege_law;
GRANT SELECT, INSERT ON retention_tombstone, retention_purge, retention_sweep TO kerege_law;
GRANT UPDATE (salt) ON journal_leaf TO kerege_law;
GRANT SELECT ON directory_membership TO kerege_law;

-- The hold that stops everything on a report on a day, if there is one.
CREATE FUNCTION retention_held(of_owner uuid, of_report uuid, on_day date) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM retention_hold h WHERE h.owner = of_owner AND h.report = of_report
                      AND h.lifted_at IS NULL AND h.expires_on >= on_day)
$$;

-- What nobody justified in time, for the node that erases it: ids alone.
CREATE FUNCTION retention_lapsed(most int) RETURNS TABLE (owner uuid, agency uuid, report uuid, number varchar)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    PERFORM retention_keeping();
    RETURN QUERY
    SELECT d.id, d.agency, n.report, r.number FROM directory_desk d
     CROSS JOIN LATERAL (SELECT x.report FROM records_nominal x
                          WHERE x.owner = d.id AND x.current AND x.review_on < seen.day - 30) n
      JOIN records_report r ON r.owner = d.id AND r.id = n.report
     WHERE NOT retention_held(d.id, n.report, seen.day) ORDER BY d.id, n.report LIMIT most;
END $$;

-- Rows of files that never became reports are categorised within the time or go; returns how many went.
CREATE FUNCTION retention_forget_rows(before timestamptz) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    gone bigint;
BEGIN
    PERFORM retention_keeping();
    IF before > viewer_instant() - interval '183 days' THEN
        RAISE EXCEPTION 'rows of files have 183 days to be categorised' USING ERRCODE = '42501';
    END IF;
    DELETE FROM intake_row_version v USING intake_quarantined_row q
     WHERE q.made_at < before AND v.owner = q.owner AND v.row = q.id;
    DELETE FROM intake_quarantined_row q WHERE q.made_at < before;
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END $$;

-- Which holders confirmed, for the owner of what was erased: those alone whom it knew of.
CREATE FUNCTION retention_confirmations(of_report uuid) RETURNS TABLE (desk uuid, why varchar, confirmed_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT p.owner, p.why, p.confirmed_at FROM retention_purge p
      JOIN retention_tombstone t ON t.report = p.report AND t.owner = ANY (own_desks()) AND t.label = ANY (held_labels())
     WHERE p.report = of_report AND p.told ORDER BY p.owner;
END $$;

-- PostgreSQL samples the values of columns into its statistics, where no erasure reaches them: of what may name a person
-- it takes no sample.
DO $$
DECLARE
    named record;
BEGIN
    FOR named IN SELECT * FROM (VALUES
        ('records_nominal', 'content'), ('records_subject', 'name'), ('records_subject', 'birth'),
        ('records_subject', 'content'), ('records_identifier', 'value'), ('records_identifier', 'given'),
        ('records_identifier', 'note'), ('records_link', 'evidence'), ('records_version', 'reason'),
        ('records_version', 'restriction'), ('records_version', 'mode_reason'), ('access_release', 'reason'),
        ('access_release', 'assurance'), ('access_release', 'refusal'), ('files_attachment', 'name'),
        ('crosscheck_entry', 'names'), ('crosscheck_entry', 'identifiers'), ('crosscheck_entry', 'places'),
        ('crosscheck_entry', 'birth'), ('crosscheck_check', 'content'), ('crosscheck_judgement', 'reason'),
        ('intake_quarantined_row', 'cells'), ('intake_quarantined_row', 'faults'), ('intake_row_version', 'cells'),
        ('intake_row_version', 'faults'), ('retention_review', 'reason'), ('retention_hold', 'reason')
    ) AS v(relation, field) LOOP
        EXECUTE format('ALTER TABLE %I ALTER COLUMN %I SET STATISTICS 0', named.relation, named.field);
    END LOOP;
END $$;

REVOKE INSERT ON retention_tombstone, retention_purge FROM kerege_app;
GRANT SELECT, DELETE ON retention_sweep TO kerege_app;
REVOKE EXECUTE ON FUNCTION retention_held(uuid, uuid, date), retention_holders(uuid, uuid),
    retention_erase(uuid, uuid, uuid, text, timestamptz, bytea, uuid[]), retention_lapsed(int),
    retention_forget_rows(timestamptz), retention_confirmations(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION retention_erase(uuid, uuid, uuid, text, timestamptz, bytea, uuid[]), retention_lapsed(int),
    retention_forget_rows(timestamptz), retention_confirmations(uuid) TO kerege_app;
SET LOCAL ROLE kerege_law;
GRANT EXECUTE ON FUNCTION retention_mark(bytea) TO kerege_app;
RESET ROLE;
ALTER FUNCTION retention_held(uuid, uuid, date) OWNER TO kerege_law;
ALTER FUNCTION retention_holders(uuid, uuid) OWNER TO kerege_law;
ALTER FUNCTION retention_erase(uuid, uuid, uuid, text, timestamptz, bytea, uuid[]) OWNER TO kerege_law;
ALTER FUNCTION retention_lapsed(int) OWNER TO kerege_law;
ALTER FUNCTION retention_forget_rows(timestamptz) OWNER TO kerege_law;
ALTER FUNCTION retention_confirmations(uuid) OWNER TO kerege_law;
