-- As in signed_journal.sql: in whose name the open context writes into the journal. The context is verified once for it,
-- where the instant was read behind a second verification; the policies of the journal ask it for each of their conditions.
SET LOCAL ROLE kerege_law;
CREATE OR REPLACE FUNCTION journal_hand() RETURNS TABLE (officer uuid, number text, hat uuid, desk uuid, agency uuid,
    party uuid, purpose text, since timestamptz, free boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    stated text := substr(current_setting('kerege.viewer', true), 65)::jsonb->>'at';
BEGIN
    IF seen.purpose IS NULL THEN
        RAISE EXCEPTION 'no viewer' USING ERRCODE = '42501';
    END IF;
    IF stated IS NULL THEN
        RAISE EXCEPTION 'the viewer context says no instant' USING ERRCODE = '42501';
    END IF;
    RETURN QUERY SELECT seen.officer, (SELECT o.number::text FROM directory_officer o WHERE o.id = seen.officer),
        seen.hat, seen.desk, seen.agency, seen.party, seen.purpose, stated::timestamptz, seen.system <> '';
END $$;
RESET ROLE;
