-- The tree over the journal's leaves: the node itself gives positions and keeps hashes (system act `keep-journal`), any
-- viewer reads hashes and heads, nobody changes or removes one. Writers never wait for it: leaves are only marked later.

SET LOCAL ROLE kerege_law;

-- Raises unless the node itself is at work on its journal.
CREATE FUNCTION journal_keeping() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF (verified_viewer()).system <> 'keep-journal' THEN
        RAISE EXCEPTION 'the journal is kept by the node alone' USING ERRCODE = '42501';
    END IF;
    RETURN true;
END $$;
REVOKE EXECUTE ON FUNCTION journal_keeping() FROM PUBLIC;
RESET ROLE;

GRANT SELECT, UPDATE (position) ON journal_leaf TO kerege_law;
GRANT SELECT ON journal_mention TO kerege_law;
GRANT SELECT, INSERT ON journal_node, journal_head, journal_key TO kerege_law;

-- Committed leaves that have no position yet, oldest first.
CREATE FUNCTION journal_waiting(most int) RETURNS SETOF journal_leaf
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM journal_keeping();
    RETURN QUERY SELECT * FROM journal_leaf l WHERE l.position IS NULL ORDER BY l.at, l.id LIMIT most;
END $$;

-- Leaves from a position on, in order.
CREATE FUNCTION journal_sequence(first bigint, most int) RETURNS SETOF journal_leaf
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM journal_keeping();
    RETURN QUERY SELECT * FROM journal_leaf l WHERE l.position >= first ORDER BY l.position LIMIT most;
END $$;

-- The mentions of leaves.
CREATE FUNCTION journal_told(leaves uuid[]) RETURNS SETOF journal_mention
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM journal_keeping();
    RETURN QUERY SELECT * FROM journal_mention m WHERE m.leaf = ANY (leaves);
END $$;

-- Mentions that belong to no leaf.
CREATE FUNCTION journal_astray() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM journal_keeping();
    RETURN (SELECT count(*) FROM journal_mention m
             WHERE NOT EXISTS (SELECT FROM journal_leaf l WHERE l.id = m.leaf));
END $$;

-- One sequencer at a time for the rest of the transaction; false when another is at work. Waits for nobody.
CREATE FUNCTION journal_turn() RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM journal_keeping();
    RETURN pg_try_advisory_xact_lock(hashtext('kerege journal'));
END $$;

-- Give these leaves the positions from `first` on and keep the hashes that appear with them.
CREATE FUNCTION journal_append(first bigint, leaves uuid[], levels int[], places bigint[], hashes bytea[])
RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    given bigint;
BEGIN
    PERFORM journal_keeping();
    IF first <> (SELECT coalesce(max(n.place) + 1, 0) FROM journal_node n WHERE n.level = 0) THEN
        RAISE EXCEPTION 'the journal has grown meanwhile' USING ERRCODE = '40001';
    END IF;
    UPDATE journal_leaf l SET position = first + w.at - 1
      FROM unnest(leaves) WITH ORDINALITY AS w(leaf, at) WHERE l.id = w.leaf AND l.position IS NULL;
    GET DIAGNOSTICS given = ROW_COUNT;
    IF given <> cardinality(leaves) THEN
        RAISE EXCEPTION 'a leaf had a position already' USING ERRCODE = '40001';
    END IF;
    INSERT INTO journal_node (level, place, hash) SELECT * FROM unnest(levels, places, hashes);
    RETURN given;
END $$;

-- Keep a head that the node signed.
CREATE FUNCTION journal_sign(of_size bigint, signed_at timestamptz, of_root bytea, of_note text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM journal_keeping();
    INSERT INTO journal_head (size, at, root, note) VALUES (of_size, signed_at, of_root, of_note);
END $$;

-- Keep the public half of a new key with the former key's word for it.
CREATE FUNCTION journal_rotate(of_number int, made_at timestamptz, of_public bytea, from_size bigint, word bytea)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM journal_keeping();
    INSERT INTO journal_key (number, at, public, since, endorsement) VALUES (of_number, made_at, of_public, from_size, word);
END $$;

REVOKE EXECUTE ON FUNCTION journal_waiting(int), journal_sequence(bigint, int), journal_told(uuid[]),
    journal_astray(), journal_turn(), journal_append(bigint, uuid[], int[], bigint[], bytea[]),
    journal_sign(bigint, timestamptz, bytea, text), journal_rotate(int, timestamptz, bytea, bigint, bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION journal_waiting(int), journal_sequence(bigint, int), journal_told(uuid[]), journal_astray(),
    journal_turn(), journal_append(bigint, uuid[], int[], bigint[], bytea[]),
    journal_sign(bigint, timestamptz, bytea, text), journal_rotate(int, timestamptz, bytea, bigint, bytea) TO kerege_app;
ALTER FUNCTION journal_waiting(int) OWNER TO kerege_law;
ALTER FUNCTION journal_sequence(bigint, int) OWNER TO kerege_law;
ALTER FUNCTION journal_told(uuid[]) OWNER TO kerege_law;
ALTER FUNCTION journal_astray() OWNER TO kerege_law;
ALTER FUNCTION journal_turn() OWNER TO kerege_law;
ALTER FUNCTION journal_append(bigint, uuid[], int[], bigint[], bytea[]) OWNER TO kerege_law;
ALTER FUNCTION journal_sign(bigint, timestamptz, bytea, text) OWNER TO kerege_law;
ALTER FUNCTION journal_rotate(int, timestamptz, bytea, bigint, bytea) OWNER TO kerege_law;

-- Hashes, heads and public keys are anybody's to read who is signed in; a cosignature proves itself.
DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['journal_node', 'journal_head', 'journal_key', 'journal_cosignature'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY %I ON %I FOR SELECT USING ((SELECT someone_views()))', name || '_read', name);
        EXECUTE format('GRANT SELECT ON %I TO kerege_app', name);
    END LOOP;
END $$;
CREATE POLICY journal_cosignature_add ON journal_cosignature FOR INSERT WITH CHECK (
    (SELECT (v).active FROM verified_viewer() v) AND by_party = (SELECT (v).party FROM verified_viewer() v));
GRANT INSERT ON journal_cosignature TO kerege_app;
