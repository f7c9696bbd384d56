-- The index of keys holds halves of anchors: after these were keyed it is written anew, as small_keys.sql wrote it.
SET LOCAL ROLE kerege_law;
DELETE FROM crosscheck_key;
INSERT INTO crosscheck_key (key, fence, entry)
SELECT half_key(k.key), f.fence, half_anchor(c.id)
  FROM crosscheck_entry c JOIN crosscheck_fence f ON (f.owner, f.finding, f.label) = (c.owner, c.finding, c.label)
 CROSS JOIN LATERAL unnest(c.keys) AS k(key) ORDER BY 1, 2, 3 ON CONFLICT DO NOTHING;
RESET ROLE;
