-- Where entries stand in the index of keys. A *fence* is a pair of findability and label in one number, so that one
-- ordered list of fences is all that a viewer may find, and what he may not find is not even passed over: the index is
-- ordered by key, then fence. (Ids of labels and findabilities come from their contents: their order tells nothing.)
DROP TRIGGER crosscheck_entry_added ON crosscheck_entry;
DROP TRIGGER crosscheck_entry_changed ON crosscheck_entry;
DROP TRIGGER crosscheck_entry_removed ON crosscheck_entry;
DROP FUNCTION key_index();
DROP FUNCTION search_candidates(bigint[], real[], uuid[], int, int);
DROP TABLE crosscheck_key;

CREATE TABLE crosscheck_key (
    key bigint NOT NULL,
    fence bigint NOT NULL,
    owner uuid NOT NULL,
    entry uuid NOT NULL,
    PRIMARY KEY (key, fence, owner, entry)
);
CREATE TABLE crosscheck_fence (
    fence bigint PRIMARY KEY,
    finding int NOT NULL,
    label int NOT NULL
);
ALTER TABLE crosscheck_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE crosscheck_key FORCE ROW LEVEL SECURITY;
ALTER TABLE crosscheck_fence ENABLE ROW LEVEL SECURITY;
ALTER TABLE crosscheck_fence FORCE ROW LEVEL SECURITY;
REVOKE ALL ON crosscheck_key, crosscheck_fence FROM PUBLIC, kerege_app, kerege_search;
GRANT SELECT, INSERT, UPDATE, DELETE ON crosscheck_key, crosscheck_fence TO kerege_law;

CREATE FUNCTION fence_of(finding int, label int) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS 'SELECT finding::bigint << 32 | label';

-- Keys follow their entry in its own transaction: what is saved is found by the next statement.
CREATE FUNCTION key_added() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO crosscheck_fence (fence, finding, label)
    SELECT DISTINCT fence_of(c.finding, c.label), c.finding, c.label FROM changed c
     WHERE NOT EXISTS (SELECT FROM crosscheck_fence f WHERE f.fence = fence_of(c.finding, c.label))
     ORDER BY 1 ON CONFLICT DO NOTHING;
    INSERT INTO crosscheck_key (key, fence, owner, entry)
    SELECT k.key, fence_of(c.finding, c.label), c.owner, c.id FROM changed c CROSS JOIN LATERAL unnest(c.keys) AS k(key)
     ORDER BY 1, 2, 3, 4 ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;

CREATE FUNCTION key_removed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM crosscheck_key x USING changed c CROSS JOIN LATERAL unnest(c.keys) AS k(key)
     WHERE x.key = k.key AND x.fence = fence_of(c.finding, c.label) AND x.owner = c.owner AND x.entry = c.id;
    RETURN NULL;
END $$;

-- Only what differs is written: keys that came or went, or all of an entry whose fence is another now.
CREATE FUNCTION key_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM crosscheck_key x USING before b JOIN changed c ON c.owner = b.owner AND c.id = b.id
     CROSS JOIN LATERAL unnest(b.keys) AS k(key)
     WHERE x.key = k.key AND x.fence = fence_of(b.finding, b.label) AND x.owner = b.owner AND x.entry = b.id
       AND ((b.finding, b.label) <> (c.finding, c.label) OR NOT k.key = ANY (c.keys));
    INSERT INTO crosscheck_fence (fence, finding, label)
    SELECT DISTINCT fence_of(c.finding, c.label), c.finding, c.label FROM changed c
     WHERE NOT EXISTS (SELECT FROM crosscheck_fence f WHERE f.fence = fence_of(c.finding, c.label))
     ORDER BY 1 ON CONFLICT DO NOTHING;
    INSERT INTO crosscheck_key (key, fence, owner, entry)
    SELECT k.key, fence_of(c.finding, c.label), c.owner, c.id
      FROM before b JOIN changed c ON c.owner = b.owner AND c.id = b.id CROSS JOIN LATERAL unnest(c.keys) AS k(key)
     WHERE (b.finding, b.label) <> (c.finding, c.label) OR NOT k.key = ANY (b.keys)
     ORDER BY 1, 2, 3, 4 ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;

CREATE TRIGGER crosscheck_entry_added AFTER INSERT ON crosscheck_entry
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION key_added();
CREATE TRIGGER crosscheck_entry_changed AFTER UPDATE ON crosscheck_entry
    REFERENCING OLD TABLE AS before NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION key_changed();
CREATE TRIGGER crosscheck_entry_removed AFTER DELETE ON crosscheck_entry
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION key_removed();

GRANT EXECUTE ON FUNCTION fence_of(int, int) TO kerege_law;
REVOKE EXECUTE ON FUNCTION fence_of(int, int), key_added(), key_removed(), key_changed() FROM PUBLIC;

-- What stands already is indexed anew, past the row policies as the law's own role.
ALTER FUNCTION fence_of(int, int) OWNER TO kerege_law;
ALTER FUNCTION key_added() OWNER TO kerege_law;
ALTER FUNCTION key_removed() OWNER TO kerege_law;
ALTER FUNCTION key_changed() OWNER TO kerege_law;
SET LOCAL ROLE kerege_law;
INSERT INTO crosscheck_fence (fence, finding, label)
SELECT DISTINCT fence_of(c.finding, c.label), c.finding, c.label FROM crosscheck_entry c;
INSERT INTO crosscheck_key (key, fence, owner, entry)
SELECT k.key, fence_of(c.finding, c.label), c.owner, c.id FROM crosscheck_entry c CROSS JOIN LATERAL unnest(c.keys) AS k(key)
 ORDER BY 1, 2, 3, 4 ON CONFLICT DO NOTHING;
RESET ROLE;
