"""Small drawings of the last weeks: bars with gaps as gaps, and the grid of who reported when."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kerege.rooms.bulletins.rules.svg import line, number, rectangle, svg, text

BAR, NOW, GAP, SOFT, INK = "#8fb3b8", "#0c5a68", "#9a4a0f", "#5b666b", "#1b2427"
STEPS = ("#dceceb", "#a9cfd0", "#6daab0", "#347f8b", "#0c5a68")


def bars(values: Sequence[Decimal | None], *, title: str, width: float = 116.0, height: float = 22.0) -> str:
    """One bar a week, the last one dark; a week without a report is a small cross, never a bar of 0."""
    most = max((float(value) for value in values if value is not None), default=0.0) or 1.0
    step, base = width / max(len(values), 1), height - 3.0
    drawn = []
    for at, value in enumerate(values):
        x, wide = at * step + step * 0.14, step * 0.72
        if value is None:
            drawn += cross(x + wide / 2, base - 1.7)
            continue
        high = max(float(value) / most * (base - 1.0), 0.9)
        last = at == len(values) - 1
        fill, cls = (NOW, "series-now") if last else (BAR, "series-bar")
        drawn.append(rectangle(x, base - high, wide, high, fill=fill, cls=cls))
        drawn.append(line(x, base, x + wide, base, stroke="#b9b3a2", width=0.5, cls="series-line"))
    return svg(width, height, drawn, title=title)


def cross(x: float, y: float) -> list[str]:
    """The mark of a week without a report."""
    return [
        line(x - 1.5, y - 1.5, x + 1.5, y + 1.5, stroke=GAP, width=0.7, cls="series-gap"),
        line(x - 1.5, y + 1.5, x + 1.5, y - 1.5, stroke=GAP, width=0.7, cls="series-gap"),
    ]


@dataclass(frozen=True, slots=True)
class Cell:
    """The place of a cell of the grid."""

    x: float
    y: float
    width: float
    height: float


def grid(
    rows: Sequence[tuple[str, Sequence[int | None]]], columns: Sequence[str], *, title: str, width: float = 488.0
) -> str:
    """Who reported when: a cell a week with its number of reports; a week without any is an empty dashed cell."""
    first, high, top = 104.0, 15.5, 14.0
    step = (width - first) / max(len(columns), 1)
    most = max((value for _, cells in rows for value in cells if value), default=1)
    drawn = [
        text(first + at * step + step / 2, 9.5, name, size=7.6, fill=SOFT, anchor="middle", cls="grid-week")
        for at, name in enumerate(columns)
    ]
    for row, (name, cells) in enumerate(rows):
        y = top + row * high
        drawn.append(text(0, y + 11, name, size=9.2, fill=INK, cls="grid-name"))
        for at, value in enumerate(cells):
            drawn += filled(Cell(first + at * step + 1, y + 1, step - 2, high - 2), value, most)
    return svg(width, top + len(rows) * high + 1, drawn, title=title)


def filled(cell: Cell, value: int | None, most: int) -> list[str]:
    """One cell of the grid."""
    place = (cell.x, cell.y, cell.width, cell.height)
    if value is None:
        return [rectangle(*place, fill="none", stroke="#b9b3a2", dash="2 2", line_width=0.6, cls="grid-gap")]
    at = min(len(STEPS) - 1, int(value / most * len(STEPS) * 0.999))
    ink = "#ffffff" if at >= 3 else INK
    middle = (cell.x + cell.width / 2, cell.y + cell.height / 2 + 2.9)
    return [
        rectangle(*place, fill=STEPS[at], cls=f"grid-{at + 1}"),
        text(*middle, number(value), size=8.2, fill=ink, anchor="middle", cls=f"grid-on-{at + 1}"),
    ]
