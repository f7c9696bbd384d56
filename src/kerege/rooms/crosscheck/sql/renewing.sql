-- Renewing the keys of names after their method changed: node work under the system act `renew-keys`, which reads names
-- to make keys of them and gives nothing of them to anybody. `scheme` names the schemes whose keys an entry holds.

-- The different sets of schemes that entries hold (names of methods; nothing of any entry).
CREATE FUNCTION key_schemes() RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
    WITH RECURSIVE held(scheme) AS (
        (SELECT e.scheme FROM crosscheck_entry e WHERE (verified_viewer()).purpose IS NOT NULL ORDER BY e.scheme LIMIT 1)
        UNION ALL
        SELECT (SELECT e.scheme FROM crosscheck_entry e WHERE e.scheme > h.scheme ORDER BY e.scheme LIMIT 1)
          FROM held h WHERE h.scheme IS NOT NULL
    )
    SELECT coalesce(array_agg(scheme::text), '{}') FROM held WHERE scheme IS NOT NULL
$$;

-- Which share of the entries holds each set of schemes: for the node's own work alone.
CREATE FUNCTION key_progress() RETURNS TABLE (scheme text, share double precision)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF (verified_viewer()).system <> 'renew-keys' THEN
        RAISE EXCEPTION 'keys are renewed by the node alone' USING ERRCODE = '42501';
    END IF;
    RETURN QUERY SELECT e.scheme::text, count(*) / sum(count(*)) OVER ()::double precision
      FROM crosscheck_entry e GROUP BY e.scheme ORDER BY e.scheme;
END $$;

-- The next entries that hold another set of schemes than these, taken for this transaction alone.
CREATE FUNCTION keys_to_renew(done text[], most int)
RETURNS TABLE (owner uuid, entry uuid, scheme text, names text[], identifiers jsonb)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF (verified_viewer()).system <> 'renew-keys' THEN
        RAISE EXCEPTION 'keys are renewed by the node alone' USING ERRCODE = '42501';
    END IF;
    RETURN QUERY
    SELECT e.owner, e.id, e.scheme::text, e.names, e.identifiers
      FROM unnest(ARRAY(SELECT unnest(key_schemes()) EXCEPT SELECT unnest(done))) AS s(scheme)
      CROSS JOIN LATERAL (SELECT x.* FROM crosscheck_entry x WHERE x.scheme = s.scheme LIMIT most FOR UPDATE SKIP LOCKED) e
     LIMIT most;
END $$;

-- Write renewed keys of entries, beside those they have or (`alone`) in their place. What was erased stays erased.
CREATE FUNCTION renew_keys(owners uuid[], entries uuid[], schemes text[], renewed jsonb, alone boolean[]) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    written bigint;
BEGIN
    IF (verified_viewer()).system <> 'renew-keys' THEN
        RAISE EXCEPTION 'keys are renewed by the node alone' USING ERRCODE = '42501';
    END IF;
    UPDATE crosscheck_entry e SET scheme = w.scheme,
           keys = ARRAY(SELECT k::bigint FROM jsonb_array_elements_text(renewed -> (w.at - 1)::int) AS k
                        UNION SELECT k FROM unnest(e.keys) AS k WHERE NOT w.alone)
      FROM unnest(owners, entries, schemes, alone) WITH ORDINALITY AS w(owner, entry, scheme, alone, at)
     WHERE e.owner = w.owner AND e.id = w.entry;
    GET DIAGNOSTICS written = ROW_COUNT;
    RETURN written;
END $$;

GRANT UPDATE (keys, scheme) ON crosscheck_entry TO kerege_law;
REVOKE EXECUTE ON FUNCTION key_schemes(), key_progress(), keys_to_renew(text[], int),
    renew_keys(uuid[], uuid[], text[], jsonb, boolean[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION key_schemes() TO kerege_app, kerege_search, kerege_law;
GRANT EXECUTE ON FUNCTION key_progress(), keys_to_renew(text[], int), renew_keys(uuid[], uuid[], text[], jsonb, boolean[])
    TO kerege_search;
ALTER FUNCTION key_schemes() OWNER TO kerege_law;
ALTER FUNCTION key_progress() OWNER TO kerege_law;
ALTER FUNCTION keys_to_renew(text[], int) OWNER TO kerege_law;
ALTER FUNCTION renew_keys(uuid[], uuid[], text[], jsonb, boolean[]) OWNER TO kerege_law;
