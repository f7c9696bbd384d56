"""Pages of bulletins: the list of editions, composing a week, an edition, its PDF and page."""
