"""Pure rules of records: the kinds and their fields, claims, reading raw input, persons, states."""
