-- The two questions that the row policies ask most are answered by one mark each. What is kept, and when it may be taken, is as
-- before (kept_viewer.sql, labels_of_viewer.sql): only in a transaction that has written nothing, for the statements of one
-- snapshot, signed with the node's key by the law alone.
SET LOCAL ROLE kerege_law;

-- Labels that were found to be those of this very context need not be found so again: the mark is over both texts.
CREATE FUNCTION labels_taken(context text, kept text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    key access_key;
BEGIN
    SELECT * INTO key FROM access_key;
    RETURN encode(sha256(key.outer_pad || sha256(key.inner_pad || convert_to(concat_ws('|', 'taken', pg_backend_pid(),
        transaction_timestamp(), pg_current_snapshot(), length(kept), kept, context), 'UTF8'))), 'hex');
END $$;
REVOKE EXECUTE ON FUNCTION labels_taken(text, text) FROM PUBLIC;

CREATE OR REPLACE FUNCTION held_labels() RETURNS int[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    context text := current_setting('kerege.viewer', true);
    kept text := coalesce(current_setting('kerege.labels', true), '');
    taken text;
    made int[];
    mark text;
BEGIN
    IF kept <> '' AND context <> '' AND pg_current_xact_id_if_assigned() IS NULL THEN
        taken := labels_taken(context, kept);
        IF taken = current_setting('kerege.taken', true) THEN
            RETURN substr(kept, 65)::int[];
        END IF;
        IF left(kept, 64) = labels_mark(context, substr(kept, 65)) THEN
            PERFORM set_config('kerege.taken', taken, true);
            RETURN substr(kept, 65)::int[];
        END IF;
    END IF;
    made := fresh_labels();
    mark := labels_mark(context, made::text);
    IF mark IS NOT NULL THEN
        PERFORM set_config('kerege.labels', mark || made::text, true);
    END IF;
    RETURN made;
END $$;

-- Kept is only who has a purpose: to know that somebody views, what is kept of him need not be read.
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
    IF seen.purpose IS NOT NULL THEN
        PERFORM set_config('kerege.seen', viewer_mark(context, seen::text) || seen::text, true);
    END IF;
    RETURN seen;
END $$;

CREATE OR REPLACE FUNCTION someone_views() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    kept text := coalesce(current_setting('kerege.seen', true), '');
BEGIN
    IF kept <> '' AND pg_current_xact_id_if_assigned() IS NULL
            AND left(kept, 64) = viewer_mark(current_setting('kerege.viewer', true), substr(kept, 65)) THEN
        RETURN true;
    END IF;
    RETURN (verified_viewer()).purpose IS NOT NULL;
END $$;
RESET ROLE;
