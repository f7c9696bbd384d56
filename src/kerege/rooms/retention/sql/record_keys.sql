-- Keys of single records for backups: read and made by role keeper alone, destroyed with what they seal.
ALTER TABLE retention_record_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE retention_record_key FORCE ROW LEVEL SECURITY;
REVOKE ALL ON retention_record_key FROM PUBLIC, kerege_app, kerege_search;
GRANT SELECT (record), DELETE ON retention_record_key TO kerege_law;

-- A row that is deleted takes its key along, whoever deletes it and why.
CREATE FUNCTION record_key_lost() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM retention_record_key k USING gone g WHERE k.record = g.id;
    RETURN NULL;
END $$;
CREATE FUNCTION nominal_key_lost() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM retention_record_key k USING gone g WHERE k.record = g.report;
    RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION record_key_lost(), nominal_key_lost() FROM PUBLIC;
CREATE TRIGGER intake_quarantined_row_lost AFTER DELETE ON intake_quarantined_row
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION record_key_lost();
CREATE TRIGGER retention_tombstone_laid AFTER INSERT ON retention_tombstone
    REFERENCING NEW TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION nominal_key_lost();
ALTER FUNCTION record_key_lost() OWNER TO kerege_law;
ALTER FUNCTION nominal_key_lost() OWNER TO kerege_law;
