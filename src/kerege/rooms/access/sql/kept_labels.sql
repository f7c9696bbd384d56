-- The labels that a viewer holds are kept for the next statements of his transaction, signed with the node's key: over the
-- context, the backend, the transaction and the snapshot of the statement that worked them out. Two statements of one
-- snapshot, in a transaction that has written nothing yet, see the same rows of every table; so what is taken over is what
-- the law would say anew. A commit of anybody who wrote makes another snapshot; once the transaction itself has written
-- anything (or a savepoint of it, though it was rolled back), nothing is signed in it and nothing signed is taken.
SET LOCAL ROLE kerege_law;

-- The law itself stands in law.sql alone: it goes on under another name.
DO $$
BEGIN
    EXECUTE replace(pg_get_functiondef('held_labels()'::regprocedure), 'held_labels', 'fresh_labels');
END $$;
REVOKE EXECUTE ON FUNCTION fresh_labels() FROM PUBLIC;

-- What is kept must be signed so; nobody but the law may sign. Null once the transaction has written.
CREATE FUNCTION labels_mark(context text, labels text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT encode(sha256(k.outer_pad || sha256(k.inner_pad || convert_to(concat_ws('|', 'labels', pg_backend_pid(),
               transaction_timestamp(), pg_current_snapshot(), labels, context), 'UTF8'))), 'hex')
      FROM access_key k
     WHERE pg_current_xact_id_if_assigned() IS NULL
$$;
REVOKE EXECUTE ON FUNCTION labels_mark(text, text) FROM PUBLIC;

CREATE OR REPLACE FUNCTION held_labels() RETURNS int[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    context text := current_setting('kerege.viewer', true);
    kept text := coalesce(current_setting('kerege.labels', true), '');
    made int[];
    mark text;
BEGIN
    IF kept <> '' AND context <> '' AND left(kept, 64) = labels_mark(context, substr(kept, 65)) THEN
        RETURN substr(kept, 65)::int[];
    END IF;
    made := fresh_labels();
    mark := labels_mark(context, made::text);
    IF mark IS NOT NULL THEN
        PERFORM set_config('kerege.labels', mark || made::text, true);
    END IF;
    RETURN made;
END $$;
RESET ROLE;
