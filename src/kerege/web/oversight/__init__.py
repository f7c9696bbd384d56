"""Pages of the journal: what I did; who touched the records of my agency."""
