"""Whether two facts parts say the same, though one was spelt anew by the form that it was read back into."""

import re
from collections.abc import Mapping
from decimal import Decimal

SIGNS = re.compile(r"[^\W\d_]+\.?|\s+")
"""Words and spaces of a quantity: its unit and its state stand beside it as codes."""
DEGREES = ("latitude", "longitude")


def say_the_same(one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    """Whether two facts parts differ in nothing but how a unit or a number of degrees is spelt."""
    return unspelt(one) == unspelt(other)


def unspelt(content: Mapping[str, object]) -> dict[str, object]:
    """The content of a facts part without the spelling of units and of noughts at the end of degrees."""
    made = dict(content)
    for name in DEGREES:
        if made.get(name):
            made[name] = Decimal(str(made[name])).normalize()
    items = made.get("items")
    if isinstance(items, list):
        made["items"] = [
            {**item, "quantity_given": SIGNS.sub("", str(item.get("quantity_given", "")))} for item in items
        ]
    return made
