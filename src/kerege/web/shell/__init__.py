"""What every page shares: the page decorator, the visit, navigation, words of the law, formats, tables, headers."""
