-- Intern a findability; nothing happens where its id or its digest is there already.
INSERT INTO access_finding (id, digest, owner_party, members, observers, organisations, forbidden, shielded)
VALUES (%s, %s, %s, %s, %s, %s, %s::uuid[], %s) ON CONFLICT DO NOTHING
