"""Linking structured records: FEBRL 4, two files of 5,000 made-up persons each, one of them full of mistakes."""
