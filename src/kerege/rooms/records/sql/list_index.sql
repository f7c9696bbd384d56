-- The list index: one row per audience of a current facts part, kept in the transaction of the act, statement-wise.
ALTER TABLE records_listing DROP CONSTRAINT records_listing_pkey;
ALTER TABLE records_listing DROP COLUMN id;
ALTER TABLE records_listing ADD PRIMARY KEY (owner, report, audience);
ALTER TABLE records_listing ENABLE ROW LEVEL SECURITY;
ALTER TABLE records_listing FORCE ROW LEVEL SECURITY;
CREATE POLICY records_listing_read ON records_listing FOR SELECT USING (label = ANY((SELECT held_labels())::int[]));
GRANT SELECT ON records_listing TO kerege_app;
GRANT SELECT, INSERT, DELETE ON records_listing TO kerege_law;

CREATE FUNCTION list_index() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        DELETE FROM records_listing l USING changed c WHERE l.owner = c.owner AND l.report = c.report;
    END IF;
    INSERT INTO records_listing (owner, label, audience, report, kind, sort_on, country)
    SELECT c.owner, c.label, a.audience, c.report, c.kind, c.last_day, c.country
      FROM changed c
      JOIN (SELECT id AS label, owner_audience AS audience FROM access_label
            UNION SELECT label, audience FROM access_grant) a ON a.label = c.label
     WHERE c.current
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION list_index() FROM PUBLIC;

CREATE TRIGGER records_facts_added AFTER INSERT ON records_facts
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION list_index();
CREATE TRIGGER records_facts_changed AFTER UPDATE ON records_facts
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION list_index();

-- Ownership goes last: who no longer owns a function revokes nothing and makes no trigger of it.
ALTER FUNCTION list_index() OWNER TO kerege_law;
