"""Pages of retention: what is due for review, one review, the party's rules."""
