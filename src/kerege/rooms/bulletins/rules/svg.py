"""Writing SVG: elements with presentation attributes only (no style, no script), every text escaped."""

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

FAMILY = "Plex, Libertinus Serif, Georgia, serif"


def number(value: float) -> str:
    """A number, short."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def element(name: str, children: Iterable[str], **attributes: object) -> str:
    """An element; `cls` is its class, underscores in names become hyphens, None and empty values are left out."""
    written = []
    for key, value in attributes.items():
        if value is None or value == "":
            continue
        shown = number(value) if isinstance(value, float) else str(value)
        written.append(f" {'class' if key == 'cls' else key.replace('_', '-')}={quoteattr(shown)}")
    inside = "".join(children)
    return f"<{name}{''.join(written)}>{inside}</{name}>" if inside else f"<{name}{''.join(written)}/>"


def svg(width: float, height: float, children: Iterable[str], *, title: str) -> str:
    """A whole drawing with its title for screen readers."""
    return element(
        "svg",
        [element("title", [escape(title)]), *children],
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=width,
        height=height,
        role="img",
        font_family=FAMILY,
    )


def line(
    x1: float, y1: float, x2: float, y2: float, *, stroke: str, width: float = 1.0, cap: str = "", dash: str = "",
    cls: str = "",
) -> str:  # fmt: skip
    """A straight line."""
    return element(
        "line", [], x1=x1, y1=y1, x2=x2, y2=y2, stroke=stroke, stroke_width=width, stroke_linecap=cap,
        stroke_dasharray=dash, cls=cls,
    )  # fmt: skip


def path(
    points: Sequence[tuple[float, float]], *, stroke: str, width: float, fill: str = "none", join: str = "",
    cls: str = "",
) -> str:  # fmt: skip
    """A line through points, or the shape that they close."""
    drawn = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)
    return element("path", [], d=drawn, stroke=stroke, stroke_width=width, stroke_linejoin=join, fill=fill, cls=cls)


def circle(
    x: float, y: float, radius: float, *, fill: str, stroke: str = "", width: float | None = None,
    opacity: float | None = None, cls: str = "",
) -> str:  # fmt: skip
    """A circle."""
    return element(
        "circle", [], cx=x, cy=y, r=radius, fill=fill, stroke=stroke, stroke_width=width, fill_opacity=opacity, cls=cls
    )


def rectangle(
    x: float, y: float, width: float, height: float, *, fill: str, stroke: str = "", dash: str = "",
    line_width: float | None = None, cls: str = "",
) -> str:  # fmt: skip
    """A rectangle."""
    return element(
        "rect", [], x=x, y=y, width=width, height=height, fill=fill, stroke=stroke, stroke_width=line_width,
        stroke_dasharray=dash, cls=cls,
    )  # fmt: skip


def text(
    x: float, y: float, words: str, *, size: float, fill: str, anchor: str = "start", spacing: float | None = None,
    weight: str = "", cls: str = "", halo: bool = False,
) -> str:  # fmt: skip
    """A text; with a halo it stays legible over lines."""
    plain = element(
        "text", [escape(words)], x=x, y=y, font_size=size, fill=fill, text_anchor=anchor, letter_spacing=spacing,
        font_weight=weight, cls=cls,
    )  # fmt: skip
    if not halo:
        return plain
    under = element(
        "text", [escape(words)], x=x, y=y, font_size=size, fill="none", stroke="#f7f5ee", stroke_width=1.8,
        stroke_linejoin="round", stroke_opacity=0.85, text_anchor=anchor, aria_hidden="true", cls="map-halo",
    )  # fmt: skip
    return under + plain
