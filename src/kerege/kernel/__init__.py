"""Values of the field, pure: dates, quantities, identifiers, places, gradings, the law."""
