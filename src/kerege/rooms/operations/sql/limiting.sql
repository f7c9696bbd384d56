-- As in naming.sql: what an agency wrote into a file until now opens no more to the whole agency. Each label becomes that of the
-- same contents with the limited place as its owner, and one grant more, to those who are named for it; it is written by the
-- law as every label is, under the digest of what it says.
SET LOCAL ROLE kerege_law;
CREATE OR REPLACE FUNCTION limit_rows(wanted uuid, place uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    own uuid[] := own_audiences(verified_viewer());
    l access_label;
    named access_grant;
    former int;
    made int;
BEGIN
    named.audience := place;
    named.purposes := ARRAY['controlled_delivery', 'joint_operation', 'exercise'];
    named.assured := true;
    FOR l IN SELECT x.* FROM access_label x WHERE x.owner_audience = ANY (own) AND x.id IN (
            SELECT o.label FROM operations_operation o WHERE o.id = wanted
            UNION SELECT e.label FROM operations_entry e WHERE e.operation = wanted
            UNION SELECT i.label FROM operations_invitation i WHERE i.operation = wanted
                     AND i.owner IN (SELECT f.desk FROM file_owner(wanted) f)) LOOP
        former := l.id;
        l.owner_audience := place;
        made := keep_label(written_label(l, ARRAY(SELECT g FROM access_grant g WHERE g.label = former) || named));
        UPDATE operations_operation o SET label = made WHERE o.id = wanted AND o.label = former;
        UPDATE operations_entry e SET label = made WHERE e.operation = wanted AND e.label = former;
        UPDATE operations_invitation i SET label = made WHERE i.operation = wanted AND i.label = former;
        UPDATE operations_member m SET label = made WHERE m.file = wanted AND m.label = former;
    END LOOP;
END $$;
RESET ROLE;
