"""Pages of the directory: parties, agencies, desks, agreements, suspensions."""
