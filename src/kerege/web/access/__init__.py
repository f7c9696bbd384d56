"""The page of the one policy table."""
