"""The command line face: one module a room."""
