-- A person's challenge of his record: entered on his behalf by the owning agency's officers for rights or releases, decided
-- by another who wrote nothing of the record. While it stands the person gives no hits; only this law marks and unmarks him.
-- A backup that role owner loads says itself who is marked.
GRANT UPDATE (challenged) ON records_subject TO kerege_law;
GRANT SELECT, UPDATE (reason, reference, settled_at, verdict, verdict_reason) ON retention_challenge TO kerege_law;
REVOKE UPDATE (challenged) ON records_subject FROM kerege_app;
ALTER TABLE retention_challenge ALTER COLUMN reason SET STATISTICS 0;
ALTER TABLE retention_challenge ALTER COLUMN reference SET STATISTICS 0;
ALTER TABLE retention_challenge ALTER COLUMN verdict_reason SET STATISTICS 0;

SET LOCAL ROLE kerege_law;
CREATE FUNCTION challenge_is_anothers() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen viewer_row;
BEGIN
    IF session_user = 'kerege_owner'
            OR EXISTS (SELECT FROM retention_tombstone t WHERE t.owner = NEW.owner AND t.report = NEW.report) THEN
        RETURN NEW;
    END IF;
    seen := verified_viewer();
    IF TG_OP = 'INSERT' THEN
        IF NOT seen.active OR seen.role NOT IN ('data_protection', 'releasing')
                OR NEW.settled_at IS NOT NULL OR NEW.verdict <> ''
                OR NOT EXISTS (SELECT FROM records_subject s WHERE s.owner = NEW.owner AND s.id = NEW.subject
                                  AND s.report = NEW.report AND s.current AND s.kind = 'person') THEN
            RAISE EXCEPTION 'a person of the record is challenged, by who may' USING ERRCODE = '42501';
        END IF;
        RETURN NEW;
    END IF;
    IF NOT seen.active OR seen.role NOT IN ('coordinator', 'data_protection') OR OLD.settled_at IS NOT NULL
            OR NEW.settled_at IS NULL OR NEW.settled_by IS NULL OR OLD.made_by = seen.officer
            OR EXISTS (SELECT FROM records_version v WHERE v.owner = OLD.owner AND v.report = OLD.report
                          AND v.made_by = seen.officer) THEN
        RAISE EXCEPTION 'a challenge is decided once, by another' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;

-- The mark stands on the challenged person; where a correction took his row away, on every person of the record.
CREATE FUNCTION challenge_marks() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    holder uuid;
    mark text := format('challenge|%s|%s|', NEW.id, NEW.settled_at IS NULL);
BEGIN
    IF session_user = 'kerege_owner'
            OR TG_OP = 'UPDATE' AND (OLD.settled_at IS NOT DISTINCT FROM NEW.settled_at OR NEW.verdict = 'erased') THEN
        RETURN NULL;
    END IF;
    UPDATE records_subject s
       SET challenged = EXISTS (SELECT FROM retention_challenge c WHERE c.owner = s.owner AND c.report = s.report
           AND c.settled_at IS NULL AND (c.subject = s.id OR s.current AND NOT EXISTS (SELECT FROM records_subject k
               WHERE k.owner = c.owner AND k.id = c.subject AND k.current)))
     WHERE s.owner = NEW.owner AND s.report = NEW.report AND s.kind = 'person';
    FOR holder IN SELECT DISTINCT x.desk FROM retention_holders(NEW.owner, NEW.report) x WHERE x.told AND x.why = 'release'
                  UNION SELECT NEW.owner LOOP
        INSERT INTO notices_notice (id, owner, label, kind, thing, urgent, at)
        VALUES (unforeseen('notice|' || mark || holder), holder, keeper_label(holder), CASE
            WHEN holder = NEW.owner THEN 'retention.challenge'
            WHEN NEW.settled_at IS NULL THEN 'retention.challenged' ELSE 'retention.challenge_decided' END,
            CASE WHEN holder = NEW.owner THEN NEW.id ELSE NEW.report END, false, viewer_instant());
        INSERT INTO notices_telling (id, desk, urgent, at)
        VALUES (unforeseen('telling|' || mark || holder), holder, false, viewer_instant());
    END LOOP;
    RETURN NULL;
END $$;

-- A corrected record does not lose its challenge.
CREATE FUNCTION subject_stays_challenged() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF session_user = 'kerege_owner' THEN
        RETURN NEW;
    END IF;
    NEW.challenged := NEW.kind = 'person' AND EXISTS (SELECT FROM retention_challenge c
        WHERE c.owner = NEW.owner AND c.report = NEW.report AND c.settled_at IS NULL);
    RETURN NEW;
END $$;

-- With the record go the words of its challenges, and an open one is at its end.
CREATE FUNCTION challenge_ends() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE retention_challenge c
       SET reason = '', reference = '', verdict_reason = '', verdict = CASE WHEN c.settled_at IS NULL THEN 'erased' ELSE c.verdict END,
           settled_at = coalesce(c.settled_at, g.made_at)
      FROM gone g WHERE c.owner = g.owner AND c.report = g.report;
    RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION challenge_is_anothers(), challenge_marks(), subject_stays_challenged(), challenge_ends()
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION challenge_is_anothers(), challenge_marks(), subject_stays_challenged(), challenge_ends()
    TO kerege_owner;
RESET ROLE;

CREATE TRIGGER retention_challenge_anothers BEFORE INSERT OR UPDATE ON retention_challenge
    FOR EACH ROW EXECUTE FUNCTION challenge_is_anothers();
CREATE TRIGGER retention_challenge_signed BEFORE INSERT OR UPDATE ON retention_challenge
    FOR EACH ROW EXECUTE FUNCTION in_ones_own_name('made_by', 'settled_by');
CREATE TRIGGER retention_challenge_marks AFTER INSERT OR UPDATE ON retention_challenge
    FOR EACH ROW EXECUTE FUNCTION challenge_marks();
CREATE TRIGGER records_subject_challenged BEFORE INSERT ON records_subject
    FOR EACH ROW EXECUTE FUNCTION subject_stays_challenged();
CREATE TRIGGER retention_tombstone_ends_challenges AFTER INSERT ON retention_tombstone
    REFERENCING NEW TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION challenge_ends();
