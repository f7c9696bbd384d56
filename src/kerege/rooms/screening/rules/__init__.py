"""Pure decisions of screening: its course, its terms, the list, what to expect of it, the matching."""
