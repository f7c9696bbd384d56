-- Queues of work that the node does later as somebody: under which hat is said by the signed context of whoever queues,
-- never by the row alone. An officer sees and takes out what is his agency's (of requests of persons and screenings: his
-- own); the node reads all under the system act of that work, and changes of a row only what says how far the work is.
-- Nobody alters the hat of a row.

ALTER TABLE crosscheck_waiting ENABLE ROW LEVEL SECURITY;
ALTER TABLE crosscheck_waiting FORCE ROW LEVEL SECURITY;
CREATE POLICY crosscheck_waiting_read ON crosscheck_waiting FOR SELECT
    USING (owner = ANY((SELECT own_desks())::uuid[]) OR (SELECT (verified_viewer()).system) = 'checks');
CREATE POLICY crosscheck_waiting_add ON crosscheck_waiting FOR INSERT
    WITH CHECK (owner = ANY((SELECT own_desks())::uuid[]) AND hat = (SELECT (verified_viewer()).hat)
        AND officer = (SELECT (verified_viewer()).officer));
CREATE POLICY crosscheck_waiting_change ON crosscheck_waiting FOR UPDATE TO kerege_app
    USING ((SELECT (verified_viewer()).system) = 'checks') WITH CHECK ((SELECT (verified_viewer()).system) = 'checks');
CREATE POLICY crosscheck_waiting_take ON crosscheck_waiting FOR UPDATE TO kerege_search
    USING (owner = ANY((SELECT own_desks())::uuid[])) WITH CHECK (false);
CREATE POLICY crosscheck_waiting_remove ON crosscheck_waiting FOR DELETE
    USING (owner = ANY((SELECT own_desks())::uuid[]));
REVOKE UPDATE ON crosscheck_waiting FROM kerege_app, kerege_search;
GRANT UPDATE (refused) ON crosscheck_waiting TO kerege_app, kerege_search;

ALTER TABLE retention_inquiry_waiting ENABLE ROW LEVEL SECURITY;
ALTER TABLE retention_inquiry_waiting FORCE ROW LEVEL SECURITY;
CREATE POLICY retention_inquiry_waiting_read ON retention_inquiry_waiting FOR SELECT
    USING (hat = (SELECT (verified_viewer()).hat) OR (SELECT (verified_viewer()).system) = 'inquiries');
CREATE POLICY retention_inquiry_waiting_add ON retention_inquiry_waiting FOR INSERT
    WITH CHECK (hat = (SELECT (verified_viewer()).hat)
        AND EXISTS (SELECT FROM retention_inquiry q WHERE q.id = inquiry));
CREATE POLICY retention_inquiry_waiting_change ON retention_inquiry_waiting FOR UPDATE
    USING (hat = (SELECT (verified_viewer()).hat) OR (SELECT (verified_viewer()).system) = 'inquiries')
    WITH CHECK ((SELECT (verified_viewer()).system) = 'inquiries');
CREATE POLICY retention_inquiry_waiting_remove ON retention_inquiry_waiting FOR DELETE
    USING (hat = (SELECT (verified_viewer()).hat));
REVOKE UPDATE ON retention_inquiry_waiting FROM kerege_app;
GRANT UPDATE (refused) ON retention_inquiry_waiting TO kerege_app;

ALTER TABLE screening_task ENABLE ROW LEVEL SECURITY;
ALTER TABLE screening_task FORCE ROW LEVEL SECURITY;
CREATE POLICY screening_task_read ON screening_task FOR SELECT
    USING (EXISTS (SELECT FROM screening_run r WHERE r.id = run AND r.officer = (SELECT (verified_viewer()).officer))
        OR (SELECT (verified_viewer()).system) = 'screening');
CREATE POLICY screening_task_add ON screening_task FOR INSERT
    WITH CHECK (hat = (SELECT (verified_viewer()).hat)
        AND EXISTS (SELECT FROM screening_run r WHERE r.id = run AND r.officer = (SELECT (verified_viewer()).officer)));
CREATE POLICY screening_task_change ON screening_task FOR UPDATE
    USING (EXISTS (SELECT FROM screening_run r WHERE r.id = run AND r.officer = (SELECT (verified_viewer()).officer)));
CREATE POLICY screening_task_remove ON screening_task FOR DELETE
    USING ((SELECT (verified_viewer()).system) = 'screening');
REVOKE UPDATE ON screening_task FROM kerege_app;
GRANT UPDATE (due_at, ready) ON screening_task TO kerege_app;
