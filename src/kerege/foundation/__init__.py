"""Django plumbing without domain: base models, guard, viewer context, chance, jobs, embedded server."""
