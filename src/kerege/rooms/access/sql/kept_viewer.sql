-- Who the viewer is is kept for the next statements of his transaction, as his labels are: under an HMAC with the node's key over
-- the whole context, the backend, the transaction and the snapshot of the statement that verified it. It is signed only after
-- the context was verified, and taken only while the transaction has written nothing: so what is taken is what verifying it
-- anew would say. A row policy of every table of every statement asks.
SET LOCAL ROLE kerege_law;

-- The verifying itself goes on under another name.
DO $$
BEGIN
    EXECUTE replace(pg_get_functiondef('verified_viewer()'::regprocedure), 'verified_viewer', 'fresh_viewer');
END $$;
REVOKE EXECUTE ON FUNCTION fresh_viewer() FROM PUBLIC;

-- What is kept must be signed so; nobody but the law may sign.
CREATE FUNCTION viewer_mark(context text, seen text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    key access_key;
BEGIN
    SELECT * INTO key FROM access_key;
    RETURN encode(sha256(key.outer_pad || sha256(key.inner_pad || convert_to(concat_ws('|', 'seen', pg_backend_pid(),
        transaction_timestamp(), pg_current_snapshot(), length(seen), seen, context), 'UTF8'))), 'hex');
END $$;
REVOKE EXECUTE ON FUNCTION viewer_mark(text, text) FROM PUBLIC;

CREATE OR REPLACE FUNCTION verified_viewer() RETURNS viewer_row
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    context text := current_setting('kerege.viewer', true);
    kept text := current_setting('kerege.seen', true);
    seen viewer_row;
BEGIN
    IF pg_current_xact_id_if_assigned() IS NOT NULL THEN
        RETURN fresh_viewer();
    END IF;
    IF left(kept, 64) = viewer_mark(context, substr(kept, 65)) THEN
        RETURN substr(kept, 65)::viewer_row;
    END IF;
    seen := fresh_viewer();
    PERFORM set_config('kerege.seen', viewer_mark(context, seen::text) || seen::text, true);
    RETURN seen;
END $$;
RESET ROLE;
