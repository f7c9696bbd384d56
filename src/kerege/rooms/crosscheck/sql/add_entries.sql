-- Entries of a save, under the viewer's own row policies.
INSERT INTO crosscheck_entry SELECT * FROM jsonb_populate_recordset(NULL::crosscheck_entry, %(entries)s::jsonb)
