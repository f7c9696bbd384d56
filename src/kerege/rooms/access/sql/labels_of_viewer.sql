-- Labels are kept for whom a context names, not for its text: a context that was put back after another is signed anew,
-- at a later instant. The context is verified first, as `verified_viewer` does; who wears no such hat gets nothing kept
-- either, for nothing was ever signed for him.
SET LOCAL ROLE kerege_law;
CREATE OR REPLACE FUNCTION labels_mark(context text, labels text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    key access_key;
    signed jsonb;
BEGIN
    IF pg_current_xact_id_if_assigned() IS NOT NULL THEN
        RETURN NULL;
    END IF;
    SELECT * INTO key FROM access_key;
    IF key IS NULL OR left(context, 64) IS DISTINCT FROM encode(sha256(key.outer_pad || sha256(key.inner_pad
            || convert_to(substr(context, 65), 'UTF8'))), 'hex') THEN
        RETURN NULL;
    END IF;
    signed := substr(context, 65)::jsonb;
    IF (signed->>'pid')::int <> pg_backend_pid() OR signed->>'begun' <> transaction_timestamp()::text THEN
        RETURN NULL;
    END IF;
    RETURN encode(sha256(key.outer_pad || sha256(key.inner_pad || convert_to(concat_ws('|', 'labels', pg_backend_pid(),
        transaction_timestamp(), pg_current_snapshot(), labels, signed->>'officer', signed->>'hat', signed->>'purpose',
        signed->>'day', signed->>'system'), 'UTF8'))), 'hex');
END $$;
RESET ROLE;
