"""Background work: what was not acknowledged goes to the duty desk, what is over vanishes."""


def tend_clocks() -> int:
    """Move on whatever its clock has overtaken; returns how much moved."""
    from kerege.rooms.deconfliction.actions import tend

    return tend()
