"""Forms of reports, made from the declaration of each kind."""
