-- The policy's epoch: raised by every release, withdrawal and change of the directory, at the end of its transaction, and never
-- set otherwise. A context is signed with the epoch of its beginning; what was read in it holds only if the epoch is still the
-- same when its leaf is committed. Leaf and change never commit past each other: a change waits for the leaves that are being
-- committed, a leaf for a change that is being committed, both for the last statement of a transaction only.
REVOKE UPDATE ON access_epoch FROM kerege_app;
GRANT SELECT ON access_epoch TO kerege_search;
GRANT SELECT, UPDATE ON access_epoch TO kerege_law;

SET LOCAL ROLE kerege_law;

-- Say that this transaction changes the policy; what is rolled back has not said it.
CREATE FUNCTION policy_changes() RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM verified_viewer();
    PERFORM set_config('kerege.policy_changed', '1', true);
END $$;

-- Raise the epoch by one where the policy was changed. Who reads at last, and holds the policy for it, is waited for.
CREATE FUNCTION raise_epoch() RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    raised bigint := coalesce(nullif(current_setting('kerege.raised', true), ''), '0')::bigint;
BEGIN
    PERFORM verified_viewer();
    IF coalesce(current_setting('kerege.policy_changed', true), '') = '' THEN
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('kerege policy'));
    LOCK TABLE access_epoch IN EXCLUSIVE MODE;
    UPDATE access_epoch SET number = number + 1;
    PERFORM set_config('kerege.raised', (raised + 1)::text, true);
    PERFORM set_config('kerege.policy_changed', '', true);
END $$;

-- Let no change of the policy be committed until this transaction ends: for a reading that was begun anew several times.
CREATE FUNCTION hold_policy() RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM verified_viewer();
    PERFORM pg_advisory_xact_lock_shared(hashtext('kerege policy'));
END $$;

-- At the commit of a leaf: others have not changed the policy since the context was opened; a context that tells no epoch is
-- refused. Where the context was closed and its transaction goes on without one, it is none of a face: nothing is compared.
CREATE FUNCTION read_under_one_policy() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    told jsonb := nullif(substr(current_setting('kerege.viewer', true), 65), '');
    raised bigint := coalesce(nullif(current_setting('kerege.raised', true), ''), '0')::bigint;
BEGIN
    LOCK TABLE access_epoch IN ROW SHARE MODE;
    IF (SELECT e.number - raised FROM access_epoch e) <> ('{"epoch": -1}'::jsonb || told ->> 'epoch')::bigint THEN
        RAISE EXCEPTION 'the policy changed while this was read' USING ERRCODE = 'KE001';
    END IF;
    RETURN NULL;
END $$;

REVOKE EXECUTE ON FUNCTION policy_changes(), raise_epoch(), hold_policy(), read_under_one_policy() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION policy_changes(), raise_epoch(), hold_policy() TO kerege_app, kerege_owner;
GRANT EXECUTE ON FUNCTION read_under_one_policy() TO kerege_owner;
RESET ROLE;

-- What lets something out or answers from what is held; an import's pieces, changes and erasures serve nothing. Leaves that
-- have a position already come from a backup.
CREATE CONSTRAINT TRIGGER journal_leaf_policy AFTER INSERT ON journal_leaf DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (NEW.position IS NULL
    AND (NEW.kind IN ('consult', 'disclose', 'combine', 'check') OR NEW.door = 'deconfliction.submit'))
EXECUTE FUNCTION read_under_one_policy();
