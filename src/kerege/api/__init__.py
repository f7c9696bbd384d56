"""The REST face: one module a room."""
