"""Pure rules of the cross-check: questions, keys, grading, what a side may be told."""
