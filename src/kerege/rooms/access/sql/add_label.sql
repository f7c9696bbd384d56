-- Intern a label; nothing happens where its id or its digest is there already.
INSERT INTO access_label (id, digest, owner_audience, owner_party, part, forbidden, level, shielded)
VALUES (%s, %s, %s, %s, %s, %s::uuid[], %s, %s) ON CONFLICT DO NOTHING
