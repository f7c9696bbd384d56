"""Exercise: an invented year in the region, made from a seed, loaded through the doors of the rooms below, and judged.

Its records: none of its own; what it makes are ordinary reports of invented desks, each marked EXERCISE. What was
planted stands in the node's home (`exercise/ground-truth.json`). Only the terminal opens it, on a node of its own.
"""
