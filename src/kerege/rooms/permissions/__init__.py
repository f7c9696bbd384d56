"""Permissions that an originator gives: to pass on, to use as evidence; openings because a life is in danger."""
