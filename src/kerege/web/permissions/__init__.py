"""Pages of permissions: asking an originator, and openings because a life is in danger."""
