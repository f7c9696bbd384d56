-- Who acts, and when, stands in the signed context: nobody writes a leaf, a mention or an instant in another's name.

SET LOCAL ROLE kerege_law;

-- When the open context was signed; acts that see past the fences happen at this instant, whatever their caller says.
CREATE FUNCTION viewer_instant() RETURNS timestamptz
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    stated text;
BEGIN
    IF (verified_viewer()).purpose IS NULL THEN
        RAISE EXCEPTION 'no viewer' USING ERRCODE = '42501';
    END IF;
    stated := substr(current_setting('kerege.viewer', true), 65)::jsonb->>'at';
    IF stated IS NULL THEN
        RAISE EXCEPTION 'the viewer context says no instant' USING ERRCODE = '42501';
    END IF;
    RETURN stated::timestamptz;
END $$;

-- In whose name the open context writes into the journal; for the node's own work `free` is true.
CREATE FUNCTION journal_hand() RETURNS TABLE (officer uuid, number text, hat uuid, desk uuid, agency uuid, party uuid,
    purpose text, since timestamptz, free boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    RETURN QUERY SELECT seen.officer, (SELECT o.number::text FROM directory_officer o WHERE o.id = seen.officer),
        seen.hat, seen.desk, seen.agency, seen.party, seen.purpose, viewer_instant(), seen.system <> '';
END $$;

REVOKE EXECUTE ON FUNCTION viewer_instant(), journal_hand() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION viewer_instant(), journal_hand() TO kerege_app, kerege_search, kerege_owner;
RESET ROLE;

-- Positions are the sequencer's to give; an act is written down within the hour after its context was signed.
ALTER POLICY journal_leaf_add ON journal_leaf WITH CHECK (
    position IS NULL AND form = 2 AND officer = (SELECT h.officer FROM journal_hand() h)
    AND at BETWEEN (SELECT h.since FROM journal_hand() h) AND (SELECT h.since + interval '1 hour' FROM journal_hand() h)
    AND ((SELECT h.free FROM journal_hand() h)
        OR ROW(officer_number::text, hat, desk, agency, party, purpose::text)
           = (SELECT h.number, h.hat, h.desk, h.agency, h.party, h.purpose FROM journal_hand() h)));
ALTER POLICY journal_mention_add ON journal_mention WITH CHECK (
    at BETWEEN (SELECT h.since FROM journal_hand() h) AND (SELECT h.since + interval '1 hour' FROM journal_hand() h)
    AND ((SELECT h.free FROM journal_hand() h)
        OR ROW(officer_number::text, by_desk, by_party, purpose::text)
           = (SELECT h.number, h.desk, h.party, h.purpose FROM journal_hand() h)));
