"""Background work: winding clocks."""


def wind_clocks() -> int:
    """Ring every alarm that is due."""
    from kerege.rooms.requests.actions.winding import wind_all

    return wind_all()
