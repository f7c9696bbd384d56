-- The keys under which entries are found. Nobody reads this table but the law's own functions; a trigger keeps it.
CREATE TABLE crosscheck_key (
    key bigint NOT NULL,
    owner uuid NOT NULL,
    entry uuid NOT NULL,
    label int NOT NULL,
    finding int NOT NULL,
    PRIMARY KEY (key, owner, entry) INCLUDE (label, finding)
);
ALTER TABLE crosscheck_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE crosscheck_key FORCE ROW LEVEL SECURITY;
REVOKE ALL ON crosscheck_key FROM PUBLIC, kerege_app, kerege_search;
GRANT SELECT, INSERT, UPDATE, DELETE ON crosscheck_key TO kerege_law;

CREATE FUNCTION key_index() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO crosscheck_key (key, owner, entry, label, finding)
        SELECT k.key, c.owner, c.id, c.label, c.finding FROM changed c CROSS JOIN LATERAL unnest(c.keys) AS k(key)
        ON CONFLICT DO NOTHING;
    ELSIF TG_OP = 'DELETE' THEN
        DELETE FROM crosscheck_key x USING changed c CROSS JOIN LATERAL unnest(c.keys) AS k(key)
         WHERE x.key = k.key AND x.owner = c.owner AND x.entry = c.id;
    ELSE
        UPDATE crosscheck_key x SET label = c.label, finding = c.finding
          FROM changed c CROSS JOIN LATERAL unnest(c.keys) AS k(key)
         WHERE x.key = k.key AND x.owner = c.owner AND x.entry = c.id;
    END IF;
    RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION key_index() FROM PUBLIC;

CREATE TRIGGER crosscheck_entry_added AFTER INSERT ON crosscheck_entry
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION key_index();
CREATE TRIGGER crosscheck_entry_changed AFTER UPDATE ON crosscheck_entry
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION key_index();
CREATE TRIGGER crosscheck_entry_removed AFTER DELETE ON crosscheck_entry
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION key_index();
ALTER FUNCTION key_index() OWNER TO kerege_law;
