-- Named officers of a work file. An agency's place is open to the whole agency, or limited to the officers whom the agency
-- itself has named: then only they stand in it, each under the hats that he wore when he was named. A proposal by the founding
-- agency is a number and a role, which nobody looks up, until the officer's own agency names him.

CREATE TABLE operations_officer (
    owner uuid NOT NULL,
    id uuid NOT NULL,
    file uuid NOT NULL,
    agency uuid NOT NULL,
    party_code varchar(12) NOT NULL,
    number varchar(20) NOT NULL,
    role varchar(20) NOT NULL,
    officer uuid,
    hats uuid[] NOT NULL DEFAULT '{}',
    made_at timestamptz NOT NULL,
    made_by uuid NOT NULL,
    named_at timestamptz,
    named_by uuid,
    ended_at timestamptz,
    ended_by uuid,
    PRIMARY KEY (owner, id)
);
COMMENT ON COLUMN operations_officer.hats IS 'what he wore when he was named: a hat given later needs a naming of its own';
CREATE INDEX operations_officer_file ON operations_officer (file, agency);
CREATE UNIQUE INDEX operations_officer_once ON operations_officer (owner, file, agency, number) WHERE ended_at IS NULL;
ALTER TABLE operations_officer ENABLE ROW LEVEL SECURITY;
ALTER TABLE operations_officer FORCE ROW LEVEL SECURITY;
REVOKE ALL ON operations_officer FROM PUBLIC, kerege_app, kerege_search;
GRANT SELECT, INSERT, UPDATE, DELETE ON operations_officer TO kerege_law;
CREATE INDEX operations_member_limited ON operations_member (member) WHERE limited;
GRANT INSERT ON operations_entry TO kerege_law;
GRANT UPDATE (label) ON operations_operation, operations_entry, operations_invitation TO kerege_law;
GRANT INSERT ON access_label, access_grant TO kerege_law;

SET LOCAL ROLE kerege_law;

-- Whether a hat is named for the place of an agency.
CREATE FUNCTION is_named(of_file uuid, of_agency uuid, worn uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM operations_officer n WHERE n.file = of_file AND n.agency = of_agency
                      AND n.ended_at IS NULL AND worn = ANY (n.hats))
$$;

-- As in plain_audiences.sql; a place that is limited is held by the hats named for it alone.
CREATE OR REPLACE FUNCTION held_audiences(seen viewer_row) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    own uuid[] := own_audiences(seen);
BEGIN
    RETURN own || seen.party || ARRAY(
        SELECT m.audience FROM directory_membership m
         WHERE m.member = ANY (own || seen.party) AND m.since <= seen.day AND coalesce(m.until >= seen.day, true)
        UNION ALL
        SELECT o.audience FROM operations_member o WHERE o.member = ANY (own) AND o.ended_at IS NULL
           AND (NOT o.limited OR EXISTS (
                SELECT FROM operations_officer n WHERE n.file = o.file AND n.agency = o.member
                   AND n.ended_at IS NULL AND seen.hat = ANY (n.hats))));
END $$;

-- The files whose place is limited to other officers of the viewer's agency than he.
CREATE FUNCTION shut_files(seen viewer_row) RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(m.file), '{}') FROM operations_member m
     WHERE m.member = ANY (own_audiences(seen)) AND m.limited AND m.ended_at IS NULL
       AND NOT is_named(m.file, m.member, seen.hat)
$$;

-- Whether the viewer names officers at all: each state's own releasing officers and coordinators.
CREATE FUNCTION names_officers(seen viewer_row) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT seen.active AND seen.role IN ('releasing', 'coordinator')
$$;

-- As in members.sql; of a file that his agency made, too, an officer takes part who is not shut out.
CREATE OR REPLACE FUNCTION takes_part(wanted uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    RETURN seen.active AND seen.role NOT IN ('administrator', 'auditor') AND EXISTS (
        SELECT FROM file_owner(wanted) f WHERE (f.desk = ANY (own_desks()) AND wanted <> ALL (shut_files(seen))) OR (
            seen.purpose IN ('controlled_delivery', 'joint_operation', 'exercise') AND EXISTS (
                SELECT FROM operations_member m WHERE m.file = wanted AND m.ended_at IS NULL
                   AND m.member = ANY (own_audiences(seen))
                   AND (NOT m.limited OR is_named(m.file, m.member, seen.hat)))));
END $$;

-- As in members.sql; the rows of a limited place are read by the officers named for it; by those who
-- name them the one of the file, not those of its circles, which tell when others joined.
CREATE OR REPLACE FUNCTION own_seats() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    own uuid[];
    shut uuid[];
    made uuid[];
BEGIN
    IF NOT seen.active OR seen.role IN ('administrator', 'auditor') THEN
        RETURN '{}';
    END IF;
    own := own_audiences(seen);
    shut := shut_files(seen);
    SELECT coalesce(array_agg(m.id), '{}') INTO made FROM operations_member m
     WHERE (m.owner = ANY (own_desks()) AND m.file <> ALL (shut))
        OR (m.member = ANY (own)
            AND (NOT m.limited OR is_named(m.file, m.member, seen.hat)
                 OR (m.audience = m.file AND names_officers(seen))));
    RETURN made;
END $$;

-- The file whose circle this is, to the agency that stands in it or did: its release to the circle may be withdrawn by
-- officers who are not named.
CREATE FUNCTION file_of_circle(circle uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT m.file FROM verified_viewer() v, operations_member m
     WHERE v.active AND m.audience = circle AND m.member = ANY (own_audiences(v)) LIMIT 1
$$;

-- The limited place for whose rows the viewer makes labels. It is an audience too, of those who are named for it, and never
-- anybody's own: what is written there opens by its grants alone.
CREATE FUNCTION limited_place(wanted uuid) RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    RETURN (SELECT m.id FROM operations_member m
             WHERE m.file = wanted AND m.audience = wanted AND m.limited AND m.ended_at IS NULL AND seen.active
               AND m.member = ANY (own_audiences(seen)) AND is_named(m.file, m.member, seen.hat) LIMIT 1);
END $$;

-- As in own_labels.sql, with the limited places that the viewer is named for.
CREATE OR REPLACE FUNCTION own_owners() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    IF NOT seen.active THEN
        RETURN '{}';
    END IF;
    RETURN own_audiences(seen) || own_desks() || ARRAY(
        SELECT m.id FROM operations_member m
         WHERE m.audience = m.file AND m.limited AND m.ended_at IS NULL AND m.member = ANY (own_audiences(seen))
           AND is_named(m.file, m.member, seen.hat));
END $$;

-- As in circles.sql, without the audiences of limited places, which are no circles.
CREATE OR REPLACE FUNCTION own_circles() RETURNS TABLE (circle uuid, operation uuid, size bigint, formed_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
BEGIN
    RETURN QUERY
        SELECT m.audience, m.file, count(DISTINCT m.member), max(m.made_at)
          FROM operations_member m
         WHERE m.ended_at IS NULL AND m.audience <> m.file AND takes_part(m.file)
           AND NOT EXISTS (SELECT FROM operations_member p WHERE p.id = m.audience)
           AND EXISTS (SELECT FROM operations_operation o WHERE o.id = m.file)
           AND EXISTS (SELECT FROM operations_member own WHERE own.audience = m.audience AND own.ended_at IS NULL
                          AND own.member = ANY (own_audiences(seen)))
         GROUP BY m.audience, m.file
         ORDER BY 4 DESC, 3 DESC, 1;
END $$;

-- As in circles.sql; a place that is limited is so in every circle.
CREATE OR REPLACE FUNCTION form_circle(wanted uuid, circle uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    f record;
BEGIN
    SELECT * INTO f FROM file_owner(wanted);
    IF f.desk IS NULL OR circle = wanted OR f.everyone <> wanted OR NOT takes_part(wanted)
            OR EXISTS (SELECT FROM operations_member m WHERE m.audience = circle) THEN
        RETURN false;
    END IF;
    INSERT INTO operations_member (id, owner, label, file, audience, member, party_code, whole, limited, made_at, made_by)
    SELECT DISTINCT ON (m.member) md5(circle::text || m.member::text)::uuid, f.desk, f.label, wanted, circle, m.member,
           m.party_code, true, m.limited, viewer_instant(), seen.officer
      FROM operations_member m
     WHERE m.file = wanted AND m.audience = wanted AND m.ended_at IS NULL ORDER BY m.member;
    RETURN true;
END $$;

-- As in members.sql, by who is not shut out; of an operation, whose other members accept an invitation, the founding agency
-- alone is seated so.
CREATE OR REPLACE FUNCTION seat_member(wanted uuid, identity uuid, into_audience uuid, of_member uuid, of_party text,
    sees_whole boolean) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    f record; their_party text;
BEGIN
    SELECT * INTO f FROM file_owner(wanted);
    SELECT p.code INTO their_party FROM directory_party p WHERE p.id = coalesce(
        (SELECT g.party FROM directory_agency g WHERE g.id = of_member),
        (SELECT g.party FROM directory_desk d JOIN directory_agency g ON g.id = d.agency WHERE d.id = of_member));
    IF NOT seen.active OR f.desk IS NULL OR their_party IS DISTINCT FROM of_party
            OR wanted = ANY (shut_files(seen))
            OR EXISTS (SELECT FROM operations_operation o WHERE o.id = wanted AND o.agency <> of_member) THEN
        RETURN false;
    END IF;
    IF NOT f.desk = ANY (own_desks()) AND NOT (NOT sees_whole AND takes_part(wanted)
            AND (into_audience = f.everyone OR EXISTS (SELECT FROM operations_member m WHERE m.file = wanted
                 AND m.audience = into_audience AND m.party_code = of_party AND m.ended_at IS NULL))
            AND of_party = (SELECT p.code FROM directory_party p WHERE p.id = seen.party)) THEN
        RETURN false;
    END IF;
    IF EXISTS (SELECT FROM operations_member m WHERE m.file = wanted AND m.audience = into_audience
                  AND m.member = of_member AND m.ended_at IS NULL) THEN
        RETURN true;
    END IF;
    INSERT INTO operations_member (id, owner, label, file, audience, member, party_code, whole, limited, made_at, made_by)
    VALUES (identity, f.desk, f.label, wanted, into_audience, of_member, of_party, sees_whole,
        EXISTS (SELECT FROM operations_member m WHERE m.file = wanted AND m.member = of_member AND m.limited
                   AND m.ended_at IS NULL), viewer_instant(), seen.officer);
    RETURN true;
END $$;

-- As in members.sql, by who is not shut out; in an operation each agency ends its own place, the founding agency any but its
-- own. Named officers go with their agency.
CREATE OR REPLACE FUNCTION unseat_member(wanted uuid, of_party text, of_member uuid) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row := verified_viewer();
    f record; own_code text; leaving uuid[]; ended int;
BEGIN
    SELECT * INTO f FROM file_owner(wanted);
    SELECT p.code INTO own_code FROM directory_party p WHERE p.id = seen.party;
    IF NOT seen.active OR f.desk IS NULL OR wanted = ANY (shut_files(seen))
            OR NOT (f.desk = ANY (own_desks()) OR (own_code = of_party AND takes_part(wanted))) THEN
        RETURN 0;
    END IF;
    SELECT coalesce(array_agg(DISTINCT m.member), '{}') INTO leaving FROM operations_member m
     WHERE m.file = wanted AND m.ended_at IS NULL AND m.party_code = of_party
       AND (of_member IS NULL OR m.member = of_member)
       AND NOT EXISTS (SELECT FROM operations_operation o WHERE o.id = wanted AND (o.agency = m.member
            OR NOT (f.desk = ANY (own_desks()) OR m.member = ANY (own_audiences(seen)))));
    UPDATE operations_member m SET ended_at = viewer_instant(), ended_by = seen.officer
     WHERE m.file = wanted AND m.ended_at IS NULL AND m.member = ANY (leaving);
    GET DIAGNOSTICS ended = ROW_COUNT;
    UPDATE operations_officer n SET ended_at = viewer_instant(), ended_by = seen.officer
     WHERE n.file = wanted AND n.ended_at IS NULL AND (n.agency = ANY (leaving) OR n.agency = of_member);
    RETURN ended;
END $$;
REVOKE EXECUTE ON FUNCTION is_named(uuid, uuid, uuid), shut_files(viewer_row), names_officers(viewer_row),
    limited_place(uuid), file_of_circle(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION limited_place(uuid), file_of_circle(uuid) TO kerege_app, kerege_owner;
RESET ROLE;
