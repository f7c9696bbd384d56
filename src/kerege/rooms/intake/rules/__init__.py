"""Rules of intake: what a file may be, how its cells become a claim, what the file as a whole tells."""
