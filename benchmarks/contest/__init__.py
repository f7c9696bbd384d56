"""The contest: every method of finding and comparing names does the same work, each in a process of its own."""
