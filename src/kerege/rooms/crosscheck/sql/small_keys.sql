-- The index of keys in half the room. A row is (key, fence, entry) in sixteen bytes: of a key its first half, of an entry
-- the first half of its anchor, and a *fence* now stands for one desk's findability and label together, so that a row
-- needs no owner. Halves may meet by chance: the search therefore takes an entry only under the fence it was found by,
-- and weighs it by its whole keys. A fence's number comes from what it stands for: its place tells nothing of others.
DROP TRIGGER crosscheck_entry_added ON crosscheck_entry;
DROP TRIGGER crosscheck_entry_changed ON crosscheck_entry;
DROP TRIGGER crosscheck_entry_removed ON crosscheck_entry;
DROP FUNCTION key_added();
DROP FUNCTION key_changed();
DROP FUNCTION key_removed();
DROP FUNCTION fence_of(int, int);
DROP FUNCTION described_candidates(bigint[], real[], uuid[], int, int, int);
DROP FUNCTION best_candidates(bigint[], real[], uuid[], int, int, int);
DROP TABLE crosscheck_key;
DROP TABLE crosscheck_fence;

CREATE TABLE crosscheck_key (
    key int NOT NULL,
    fence int NOT NULL,
    entry bigint NOT NULL,
    PRIMARY KEY (key, fence, entry)
);
CREATE TABLE crosscheck_fence (
    fence int PRIMARY KEY,
    owner uuid NOT NULL,
    finding int NOT NULL,
    label int NOT NULL,
    UNIQUE (owner, finding, label)
);
ALTER TABLE crosscheck_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE crosscheck_key FORCE ROW LEVEL SECURITY;
ALTER TABLE crosscheck_fence ENABLE ROW LEVEL SECURITY;
ALTER TABLE crosscheck_fence FORCE ROW LEVEL SECURITY;
REVOKE ALL ON crosscheck_key, crosscheck_fence FROM PUBLIC, kerege_app, kerege_search;
GRANT SELECT, INSERT, UPDATE, DELETE ON crosscheck_key, crosscheck_fence TO kerege_law;

-- Of a key and of an anchor what the index keeps; and the anchors that may have left such a half.
CREATE FUNCTION half_key(key bigint) RETURNS int
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS 'SELECT (key >> 32)::int';
CREATE FUNCTION half_anchor(anchor uuid) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$SELECT ('x' || translate(left(anchor::text, 18), '-', ''))::bit(64)::bigint$$;
CREATE FUNCTION first_anchor(half bigint) RETURNS uuid
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$SELECT (lpad(to_hex(half), 16, '0') || repeat('0', 16))::uuid$$;
CREATE FUNCTION last_anchor(half bigint) RETURNS uuid
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$SELECT (lpad(to_hex(half), 16, '0') || repeat('f', 16))::uuid$$;

-- A fence gets the first free number of those that its content gives; who was first keeps it.
CREATE FUNCTION set_fences(owners uuid[], findings int[], labels int[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    w record;
BEGIN
    FOR w IN SELECT DISTINCT n.owner, n.finding, n.label FROM unnest(owners, findings, labels) AS n(owner, finding, label)
              WHERE NOT EXISTS (SELECT FROM crosscheck_fence f
                                 WHERE (f.owner, f.finding, f.label) = (n.owner, n.finding, n.label))
              ORDER BY 1, 2, 3 LOOP
        FOR turn IN 0 .. 99 LOOP
            INSERT INTO crosscheck_fence (fence, owner, finding, label)
            VALUES (('x' || left(md5(format('%s|%s|%s|%s', w.owner, w.finding, w.label, turn)), 8))::bit(32)::int,
                    w.owner, w.finding, w.label) ON CONFLICT DO NOTHING;
            EXIT WHEN EXISTS (SELECT FROM crosscheck_fence f
                               WHERE (f.owner, f.finding, f.label) = (w.owner, w.finding, w.label));
        END LOOP;
    END LOOP;
END $$;

-- Keys follow their entry in its own transaction: what is saved is found by the next statement.
CREATE FUNCTION key_added() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM set_fences(array_agg(c.owner), array_agg(c.finding), array_agg(c.label))
       FROM (SELECT DISTINCT owner, finding, label FROM changed) c;
    INSERT INTO crosscheck_key (key, fence, entry)
    SELECT half_key(k.key), f.fence, half_anchor(c.id)
      FROM changed c JOIN crosscheck_fence f ON (f.owner, f.finding, f.label) = (c.owner, c.finding, c.label)
     CROSS JOIN LATERAL unnest(c.keys) AS k(key) ORDER BY 1, 2, 3 ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;

CREATE FUNCTION key_removed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM crosscheck_key x
     USING changed c JOIN crosscheck_fence f ON (f.owner, f.finding, f.label) = (c.owner, c.finding, c.label)
     CROSS JOIN LATERAL unnest(c.keys) AS k(key)
     WHERE x.key = half_key(k.key) AND x.fence = f.fence AND x.entry = half_anchor(c.id);
    RETURN NULL;
END $$;

-- Only what differs is written: keys that came or went, or all of an entry whose fence is another now.
CREATE FUNCTION key_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM crosscheck_key x
     USING before b JOIN changed c ON c.owner = b.owner AND c.id = b.id
      JOIN crosscheck_fence f ON (f.owner, f.finding, f.label) = (b.owner, b.finding, b.label)
     CROSS JOIN LATERAL unnest(b.keys) AS k(key)
     WHERE x.key = half_key(k.key) AND x.fence = f.fence AND x.entry = half_anchor(b.id)
       AND ((b.finding, b.label) <> (c.finding, c.label) OR NOT k.key = ANY (c.keys));
    PERFORM set_fences(array_agg(c.owner), array_agg(c.finding), array_agg(c.label))
       FROM (SELECT DISTINCT owner, finding, label FROM changed) c;
    INSERT INTO crosscheck_key (key, fence, entry)
    SELECT half_key(k.key), f.fence, half_anchor(c.id)
      FROM before b JOIN changed c ON c.owner = b.owner AND c.id = b.id
      JOIN crosscheck_fence f ON (f.owner, f.finding, f.label) = (c.owner, c.finding, c.label)
     CROSS JOIN LATERAL unnest(c.keys) AS k(key)
     WHERE (b.finding, b.label) <> (c.finding, c.label) OR NOT k.key = ANY (b.keys)
     ORDER BY 1, 2, 3 ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;

CREATE TRIGGER crosscheck_entry_added AFTER INSERT ON crosscheck_entry
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION key_added();
CREATE TRIGGER crosscheck_entry_changed AFTER UPDATE ON crosscheck_entry
    REFERENCING OLD TABLE AS before NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION key_changed();
CREATE TRIGGER crosscheck_entry_removed AFTER DELETE ON crosscheck_entry
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION key_removed();

REVOKE EXECUTE ON FUNCTION half_key(bigint), half_anchor(uuid), first_anchor(bigint), last_anchor(bigint),
    set_fences(uuid[], int[], int[]), key_added(), key_removed(), key_changed() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION half_key(bigint), half_anchor(uuid), first_anchor(bigint), last_anchor(bigint) TO kerege_law;

-- What stands already is indexed anew, past the row policies as the law's own role.
ALTER FUNCTION half_key(bigint) OWNER TO kerege_law;
ALTER FUNCTION half_anchor(uuid) OWNER TO kerege_law;
ALTER FUNCTION first_anchor(bigint) OWNER TO kerege_law;
ALTER FUNCTION last_anchor(bigint) OWNER TO kerege_law;
ALTER FUNCTION set_fences(uuid[], int[], int[]) OWNER TO kerege_law;
ALTER FUNCTION key_added() OWNER TO kerege_law;
ALTER FUNCTION key_removed() OWNER TO kerege_law;
ALTER FUNCTION key_changed() OWNER TO kerege_law;
SET LOCAL ROLE kerege_law;
SELECT set_fences(array_agg(c.owner), array_agg(c.finding), array_agg(c.label))
  FROM (SELECT DISTINCT owner, finding, label FROM crosscheck_entry) c;
INSERT INTO crosscheck_key (key, fence, entry)
SELECT half_key(k.key), f.fence, half_anchor(c.id)
  FROM crosscheck_entry c JOIN crosscheck_fence f ON (f.owner, f.finding, f.label) = (c.owner, c.finding, c.label)
 CROSS JOIN LATERAL unnest(c.keys) AS k(key) ORDER BY 1, 2, 3 ON CONFLICT DO NOTHING;
RESET ROLE;
