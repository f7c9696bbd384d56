-- The keys of a changed entry, as in small_keys.sql but for one thing: a row of the index stands for every key of its
-- entry with that first half, and goes only when the last of them does.
SET LOCAL ROLE kerege_law;
CREATE OR REPLACE FUNCTION key_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM crosscheck_key x
     USING before b JOIN changed c ON c.owner = b.owner AND c.id = b.id
      JOIN crosscheck_fence f ON (f.owner, f.finding, f.label) = (b.owner, b.finding, b.label)
     CROSS JOIN LATERAL unnest(b.keys) AS k(key)
     WHERE x.key = half_key(k.key) AND x.fence = f.fence AND x.entry = half_anchor(b.id)
       AND ((b.finding, b.label) <> (c.finding, c.label)
            OR NOT k.key = ANY (c.keys)
               AND NOT EXISTS (SELECT FROM unnest(c.keys) AS s(key) WHERE half_key(s.key) = half_key(k.key)));
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
RESET ROLE;
