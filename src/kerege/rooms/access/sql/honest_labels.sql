-- A label, and a findability, is what its digest says: the database writes it itself, from the canonical text whose digest it
-- bears. Who could write a row under a digest of his choice would decide what others get who intern under that digest later.

DROP POLICY access_label_add ON access_label;
DROP POLICY access_label_read ON access_label;
DROP POLICY access_grant_add ON access_grant;
DROP POLICY access_finding_add ON access_finding;
DROP POLICY access_finding_read ON access_finding;
REVOKE ALL ON access_label, access_grant, access_finding FROM kerege_app;
REVOKE ALL (id, digest) ON access_label, access_finding FROM kerege_app;
ALTER TABLE access_label DROP COLUMN made_in;
GRANT INSERT ON access_label, access_grant, access_finding TO kerege_law;
GRANT UPDATE (digest) ON access_label, access_finding TO kerege_law;

SET LOCAL ROLE kerege_law;
DROP FUNCTION being_made(int);

-- What nobody foresees who does not know the node's key, and is the same for the same words: ids that nobody occupies beforehand.
CREATE FUNCTION unforeseen(about text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT left(encode(sha256(k.outer_pad || sha256(k.inner_pad || convert_to('unforeseen|' || about, 'UTF8'))), 'hex'), 32)::uuid
      FROM access_key k
$$;

-- A positive id of 31 bits.
CREATE FUNCTION unforeseen_number(about text) RETURNS int
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT ('x' || left(unforeseen(about)::text, 8))::bit(32)::int & 2147483647
$$;

-- The canonical text of a label with its grants (the twin of Label.wire); null where it holds a word that the law does not know.
CREATE FUNCTION written_label(l access_label, grants access_grant[]) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT format('{"forbidden":[%s],"grants":[%s],"level":%s,"owner":"%s","part":"%s","party":"%s","shielded":%s}',
               (SELECT string_agg(format('"%s"', f.party), ',' ORDER BY f.party)
                  FROM (SELECT DISTINCT unnest(l.forbidden) AS party) f),
               (SELECT string_agg(format('["%s","%s","%s","%s"]', g.audience, g.purposes, g.day, g.assured), ','
                           ORDER BY g.audience, g.purposes COLLATE "C", g.day COLLATE "C", g.assured)
                  FROM (SELECT DISTINCT x.audience, (SELECT coalesce(string_agg(DISTINCT p::text COLLATE "C", ','
                               ORDER BY p::text COLLATE "C"), '') FROM unnest(x.purposes) p) AS purposes,
                               coalesce(to_char(x.last_day, 'YYYY-MM-DD'), '') AS day, x.assured::int AS assured
                          FROM unnest(grants) x) g),
               l.level, l.owner_audience, l.part, l.owner_party, l.shielded::text)
     WHERE l.part IN ('facts', 'nominal') AND l.level BETWEEN 0 AND 2
       AND NOT EXISTS (SELECT FROM unnest(grants) g WHERE NOT g.purposes <@ ARRAY['own_work', 'prevention',
            'investigation', 'border_control', 'joint_operation', 'controlled_delivery', 'analysis', 'warning',
            'oversight', 'exercise']::varchar[])
$$;

-- The same of one that stands.
CREATE FUNCTION label_wire(of_label int) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT written_label(l, ARRAY(SELECT g FROM access_grant g WHERE g.label = l.id))
      FROM access_label l WHERE l.id = of_label
$$;

-- The canonical text of a findability as it stands (the twin of Findability.wire).
CREATE FUNCTION finding_wire(of_finding int) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT format('{"forbidden":[%s],"modes":[%s,%s,%s],"party":"%s","shielded":%s}',
               (SELECT string_agg(format('"%s"', f.party), ',' ORDER BY f.party)
                  FROM (SELECT DISTINCT unnest(a.forbidden) AS party) f),
               a.members, a.observers, a.organisations, a.owner_party, a.shielded::text)
      FROM access_finding a
     WHERE a.id = of_finding AND least(a.members, a.observers, a.organisations) >= 0
       AND greatest(a.members, a.observers, a.organisations) <= 3
$$;

-- The label of a canonical text: found, or written from the text, read back and compared with it. A text that is written in
-- another way than its contents are is refused: no two texts, and so no two digests, have one meaning.
CREATE FUNCTION keep_label(wire text) RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    mark bytea := sha256(convert_to(wire, 'UTF8'));
    given jsonb := wire;
    made int;
BEGIN
    FOR attempt IN 0..31 LOOP
        SELECT l.id INTO made FROM access_label l WHERE l.digest = mark;
        IF FOUND THEN
            RETURN made;
        END IF;
        INSERT INTO access_label (id, digest, owner_audience, owner_party, part, forbidden, level, shielded)
        VALUES (unforeseen_number(format('label|%s|%s', mark, attempt)), mark, (given->>'owner')::uuid,
            (given->>'party')::uuid, given->>'part',
            ARRAY(SELECT f::uuid FROM jsonb_array_elements_text(given->'forbidden') f), (given->>'level')::smallint,
            (given->>'shielded')::boolean)
        ON CONFLICT DO NOTHING RETURNING id INTO made;
        IF FOUND THEN
            INSERT INTO access_grant (id, label, audience, purposes, last_day, assured)
            SELECT unforeseen(format('grant|%s|%s', mark, g.place)), made, (g.given->>0)::uuid,
                   string_to_array(g.given->>1, ','), nullif(g.given->>2, '')::date, (g.given->>3)::int::boolean
              FROM jsonb_array_elements(given->'grants') WITH ORDINALITY g(given, place);
            IF label_wire(made) IS DISTINCT FROM wire THEN
                RAISE EXCEPTION 'this is no label as labels are written' USING ERRCODE = '22023';
            END IF;
            RETURN made;
        END IF;
    END LOOP;
    RAISE EXCEPTION 'no free id for a label';
END $$;

-- The same for a findability.
CREATE FUNCTION keep_finding(wire text) RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    mark bytea := sha256(convert_to(wire, 'UTF8'));
    given jsonb := wire;
    made int;
BEGIN
    FOR attempt IN 0..31 LOOP
        SELECT a.id INTO made FROM access_finding a WHERE a.digest = mark;
        IF FOUND THEN
            RETURN made;
        END IF;
        INSERT INTO access_finding (id, digest, owner_party, members, observers, organisations, forbidden, shielded)
        VALUES (unforeseen_number(format('finding|%s|%s', mark, attempt)), mark, (given->>'party')::uuid,
            (given->'modes'->>0)::smallint, (given->'modes'->>1)::smallint, (given->'modes'->>2)::smallint,
            ARRAY(SELECT f::uuid FROM jsonb_array_elements_text(given->'forbidden') f), (given->>'shielded')::boolean)
        ON CONFLICT DO NOTHING RETURNING id INTO made;
        IF FOUND THEN
            IF finding_wire(made) IS DISTINCT FROM wire THEN
                RAISE EXCEPTION 'this is no findability as they are written' USING ERRCODE = '22023';
            END IF;
            RETURN made;
        END IF;
    END LOOP;
    RAISE EXCEPTION 'no free id for a findability';
END $$;

-- The id of a label of the viewer's own: of his agency, its desks, a limited place that he is named for, and of his party.
CREATE FUNCTION intern_label(wire text) RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    given jsonb := CASE WHEN octet_length(wire) <= 1000000 THEN wire END;
BEGIN
    IF given IS NULL OR (given->>'owner')::uuid = ANY (own_owners()) IS NOT TRUE
            OR (given->>'party')::uuid IS DISTINCT FROM seen.party THEN
        RAISE EXCEPTION 'one interns labels of one''s own' USING ERRCODE = '42501';
    END IF;
    RETURN keep_label(wire);
END $$;

-- The id of a findability of the viewer's own party.
CREATE FUNCTION intern_finding(wire text) RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    given jsonb := CASE WHEN octet_length(wire) <= 1000000 THEN wire END;
BEGIN
    IF NOT seen.active OR given IS NULL OR (given->>'party')::uuid IS DISTINCT FROM seen.party THEN
        RAISE EXCEPTION 'one interns findability of one''s own' USING ERRCODE = '42501';
    END IF;
    RETURN keep_finding(wire);
END $$;

-- The label that guards what one desk's agency alone reads. Rooms whose rows one side writes for the other (an inbox, a request)
-- get it here, so that nobody chooses another owner's label.
CREATE OR REPLACE FUNCTION keeper_label(of_desk uuid) RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    RETURN (SELECT keep_label(format('{"forbidden":[],"grants":[],"level":0,"owner":"%s","part":"nominal","party":"%s",'
                '"shielded":false}', g.id, g.party))
              FROM directory_desk d JOIN directory_agency g ON g.id = d.agency WHERE d.id = of_desk);
END $$;

REVOKE EXECUTE ON FUNCTION unforeseen(text), unforeseen_number(text), written_label(access_label, access_grant[]),
    label_wire(int), finding_wire(int), keep_label(text), keep_finding(text), intern_label(text), intern_finding(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION intern_label(text), intern_finding(text) TO kerege_app, kerege_owner;

-- What was written until now under a digest that its contents do not have is found under no digest any more: the rows
-- that bear it keep it as it is, and who interns gets a label of the contents that he means.
DO $$
DECLARE
    labels bigint;
    findings bigint;
BEGIN
    UPDATE access_label l SET digest = sha256('set aside'::bytea || l.digest)
     WHERE l.digest IS DISTINCT FROM sha256(convert_to(label_wire(l.id), 'UTF8'));
    GET DIAGNOSTICS labels = ROW_COUNT;
    UPDATE access_finding a SET digest = sha256('set aside'::bytea || a.digest)
     WHERE a.digest IS DISTINCT FROM sha256(convert_to(finding_wire(a.id), 'UTF8'));
    GET DIAGNOSTICS findings = ROW_COUNT;
    RAISE NOTICE 'set aside: % labels, % findabilities', labels, findings;
END $$;
RESET ROLE;
REVOKE UPDATE (digest) ON access_label, access_finding FROM kerege_law;
