"""What reading a claim needs from this node: the register of substances and the day."""

from kerege.foundation import chance
from kerege.rooms.records.rules.values import Reader
from kerege.rooms.substances import queries as substances


def usual_reader(*, default_year: int | None = None) -> Reader:
    """The reader of forms, files and commands: substances by the register, dates up to today."""
    return Reader(substance=lambda text: substances.resolve(text).code, day=chance.today(), default_year=default_year)
