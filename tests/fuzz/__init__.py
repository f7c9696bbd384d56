"""Damaged input for every parser: samples in the tests, a million cases by `python -m tests.fuzz`."""
