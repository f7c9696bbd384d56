"""Pages of the cross-check: check, hits, one hit side by side, profile."""
