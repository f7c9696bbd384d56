"""Pure decisions of bulletins: what may stand in an edition, its marking, its order, its drawings."""
