"""Oversight: how records are used, unusual look-ups, watched names, bait that nobody truly asks for."""
