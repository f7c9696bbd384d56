-- Everybody reads the register; nobody but the owner role, in a migration, writes it.
GRANT SELECT ON substances_substance, substances_name, substances_control_status, substances_size_class,
    substances_hint, substances_name_source, substances_edition TO kerege_app, kerege_search;
