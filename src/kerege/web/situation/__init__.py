"""The first page: what needs me now, what is new, where it happened, three series."""
