"""Damaged input for every parser: samples in the tests, a million cases by `kerege prove fuzz --full`."""
