"""Benchmarks: peers and ours measured in the same run."""
