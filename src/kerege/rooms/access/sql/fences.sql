-- Row policies of the directory, the journal and the framework tables; guarded tables get theirs by foundation.keys.

DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['directory_party', 'directory_party_fact', 'directory_agency', 'directory_desk',
        'directory_appointment', 'directory_accreditation', 'directory_agreement', 'directory_agreement_permission',
        'directory_agreement_status', 'directory_membership', 'directory_group'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY %I ON %I FOR SELECT USING ((SELECT someone_views()))', name || '_read', name);
        EXECUTE format('CREATE POLICY %I ON %I FOR INSERT WITH CHECK ((SELECT may_administer()))', name || '_add', name);
        EXECUTE format('CREATE POLICY %I ON %I FOR UPDATE USING ((SELECT may_administer()))', name || '_change', name);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %I TO kerege_app', name);
        EXECUTE format('GRANT SELECT ON %I TO kerege_search', name);
    END LOOP;
END $$;

ALTER TABLE directory_officer ENABLE ROW LEVEL SECURITY;
ALTER TABLE directory_officer FORCE ROW LEVEL SECURITY;
CREATE POLICY directory_officer_read ON directory_officer FOR SELECT USING (agency = ANY ((SELECT officers_of())::uuid[]));
CREATE POLICY directory_officer_add ON directory_officer FOR INSERT WITH CHECK ((SELECT may_administer()));
CREATE POLICY directory_officer_change ON directory_officer FOR UPDATE USING ((SELECT may_administer()));
GRANT SELECT, INSERT, UPDATE ON directory_officer TO kerege_app;

-- A coordinator closes releases of his own party; the other side is told, so any viewer reads suspensions.
ALTER TABLE directory_suspension ENABLE ROW LEVEL SECURITY;
ALTER TABLE directory_suspension FORCE ROW LEVEL SECURITY;
CREATE POLICY directory_suspension_read ON directory_suspension FOR SELECT USING ((SELECT someone_views()));
CREATE POLICY directory_suspension_add ON directory_suspension FOR INSERT WITH CHECK (
    (SELECT (v).active AND (v).role = 'coordinator' FROM verified_viewer() v)
    AND by_party = (SELECT (v).party FROM verified_viewer() v));
CREATE POLICY directory_suspension_change ON directory_suspension FOR UPDATE USING (
    (SELECT (v).active AND (v).role = 'coordinator' FROM verified_viewer() v)
    AND by_party = (SELECT (v).party FROM verified_viewer() v));
GRANT SELECT, INSERT, UPDATE ON directory_suspension TO kerege_app;

-- The journal: anybody's act appends as himself; nothing is changed or removed.
ALTER TABLE journal_leaf ENABLE ROW LEVEL SECURITY;
ALTER TABLE journal_leaf FORCE ROW LEVEL SECURITY;
CREATE POLICY journal_leaf_read ON journal_leaf FOR SELECT USING (
    officer = (SELECT (v).officer FROM verified_viewer() v) OR agency = ANY ((SELECT account_agencies())::uuid[]));
CREATE POLICY journal_leaf_add ON journal_leaf FOR INSERT WITH CHECK (
    officer = (SELECT (v).officer FROM verified_viewer() v));
GRANT SELECT, INSERT ON journal_leaf TO kerege_app;
ALTER TABLE journal_mention ENABLE ROW LEVEL SECURITY;
ALTER TABLE journal_mention FORCE ROW LEVEL SECURITY;
CREATE POLICY journal_mention_read ON journal_mention FOR SELECT USING (
    owner_agency = ANY ((SELECT account_agencies())::uuid[]));
CREATE POLICY journal_mention_add ON journal_mention FOR INSERT WITH CHECK ((SELECT someone_views()));
GRANT SELECT, INSERT ON journal_mention TO kerege_app;

-- Framework: ids and hashes only.
GRANT SELECT, INSERT, UPDATE, DELETE ON directory_account, directory_access_token TO kerege_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON TABLES TO kerege_keeper;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON SEQUENCES TO kerege_keeper;
GRANT ALL ON ALL TABLES IN SCHEMA public TO kerege_keeper;
REVOKE ALL ON access_key FROM kerege_keeper;
