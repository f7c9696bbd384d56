"""Pages of controlled deliveries and joint operations."""
