-- What is still to be told outside is the node's own work: whom it tells when would say who had a silent match, a question of
-- a person, a conflict. Role app sees and changes it under the system act of notices alone, and puts nothing there itself. How
-- somebody wants to be told is his own account's.
SET LOCAL ROLE kerege_law;
CREATE FUNCTION own_account() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT o.account FROM directory_officer o WHERE o.id = (verified_viewer()).officer
$$;
REVOKE EXECUTE ON FUNCTION own_account() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION own_account() TO kerege_app, kerege_owner;
RESET ROLE;

DO $$
DECLARE
    name text;
    works text := '(SELECT (verified_viewer()).system) = ''notices''';
BEGIN
    FOREACH name IN ARRAY ARRAY['notices_telling', 'notices_delivery', 'notices_wish'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY['notices_telling', 'notices_delivery'] LOOP
        EXECUTE format('CREATE POLICY %I ON %I FOR SELECT USING (%s)', name || '_read', name, works);
        EXECUTE format('CREATE POLICY %I ON %I FOR UPDATE USING (%s) WITH CHECK (%s)', name || '_change', name, works, works);
        EXECUTE format('CREATE POLICY %I ON %I FOR DELETE USING (%s)', name || '_remove', name, works);
    END LOOP;
    EXECUTE format('CREATE POLICY notices_delivery_add ON notices_delivery FOR INSERT WITH CHECK (%s)', works);
    EXECUTE format('CREATE POLICY notices_wish_read ON notices_wish FOR SELECT
        USING (account = (SELECT own_account()) OR %s)', works);
END $$;
CREATE POLICY notices_wish_add ON notices_wish FOR INSERT WITH CHECK (account = (SELECT own_account()));
CREATE POLICY notices_wish_change ON notices_wish FOR UPDATE
    USING (account = (SELECT own_account())) WITH CHECK (account = (SELECT own_account()));
REVOKE INSERT ON notices_telling FROM kerege_app;
REVOKE DELETE ON notices_wish FROM kerege_app;
