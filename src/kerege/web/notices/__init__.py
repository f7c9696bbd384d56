"""Pages of notices: the inbox, and how its reader wants to be told outside."""
