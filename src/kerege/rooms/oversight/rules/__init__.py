"""Pure rules of oversight: marks of watched names, clocks of parties, what is unusual."""
