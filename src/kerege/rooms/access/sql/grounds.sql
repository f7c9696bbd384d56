-- As in law.sql, and whoever looks for a purpose without a case or a reason looks at nothing: own work needs none, nor does a
-- post's shift at the border.
SET LOCAL ROLE kerege_law;
CREATE OR REPLACE FUNCTION verified_viewer() RETURNS viewer_row
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    raw text := current_setting('kerege.viewer', true);
    content text; signed jsonb; key access_key; seen viewer_row;
BEGIN
    IF coalesce(raw, '') = '' THEN
        RAISE EXCEPTION 'no viewer' USING ERRCODE = '42501', HINT = 'open viewing(viewer) first';
    END IF;
    content := substr(raw, 65);
    SELECT * INTO key FROM access_key;
    IF key IS NULL OR encode(sha256(key.outer_pad || sha256(key.inner_pad || convert_to(content, 'UTF8'))), 'hex')
            IS DISTINCT FROM left(raw, 64) THEN
        RAISE EXCEPTION 'the viewer context is not signed by this node' USING ERRCODE = '42501';
    END IF;
    signed := content::jsonb;
    IF (signed->>'pid')::int <> pg_backend_pid() OR signed->>'begun' <> transaction_timestamp()::text THEN
        RAISE EXCEPTION 'the viewer context belongs to another transaction' USING ERRCODE = '42501';
    END IF;
    SELECT o.id, a.id, d.id, g.id, p.id, p.party_class, a.role, signed->>'purpose', (signed->>'day')::date, p.level, '',
           a.since <= (signed->>'day')::date AND coalesce(a.until >= (signed->>'day')::date, true)
           AND p.since <= (signed->>'day')::date AND coalesce(p.until >= (signed->>'day')::date, true)
           AND (a.role <> 'liaison' OR p.party_class <> 'centre' OR EXISTS (
                SELECT FROM directory_accreditation c WHERE c.officer = o.id
                AND (signed->>'day')::date BETWEEN c.since AND c.until))
           AND (signed->>'purpose' = 'own_work' OR coalesce(signed->>'case', '') <> ''
                OR (a.role = 'post' AND signed->>'purpose' = 'border_control'))
      INTO seen
      FROM directory_appointment a
      JOIN directory_officer o ON o.id = a.officer
      JOIN directory_desk d ON d.id = a.desk
      JOIN directory_agency g ON g.id = d.agency
      JOIN directory_party p ON p.id = g.party
     WHERE a.id = (signed->>'hat')::uuid AND o.id = (signed->>'officer')::uuid;
    IF NOT FOUND THEN
        IF coalesce(signed->>'system', '') = '' THEN
            RAISE EXCEPTION 'the viewer wears no such hat' USING ERRCODE = '42501';
        END IF;
        seen.officer := (signed->>'officer')::uuid;
        seen.purpose := signed->>'purpose';
        seen.day := (signed->>'day')::date;
        seen.active := false;
    END IF;
    seen.system := coalesce(signed->>'system', '');
    RETURN seen;
END $$;
RESET ROLE;
