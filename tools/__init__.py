"""Checks and tools of the house that are not part of what is installed."""
