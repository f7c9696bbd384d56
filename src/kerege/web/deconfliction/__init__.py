"""Pages of deconfliction: submitting, the agency's events and conflicts, subjects in two cases, the duty desk."""
