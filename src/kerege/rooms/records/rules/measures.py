"""Quantities of items: as reported, and normalised only where a factor exists; never a zero for a gap."""

from kerege.kernel.quantities import QuantityError, normalise, parse_quantity, quantity_of
from kerege.rooms.records.rules.claims import Fault, ItemClaim
from kerege.rooms.records.rules.fields import N_


def read_quantity(item: ItemClaim, quantity: str, unit: str, path: str, faults: list[Fault]) -> None:
    """Read an item's quantity and unit into it; a fault where there is neither a number nor "not known"."""
    quantity, unit = quantity.strip(), unit.strip()
    item.quantity_given = " ".join(part for part in (quantity, unit) if part)[:120]
    if not quantity:
        faults.append(Fault(f"{path}quantity", "required", N_("Enter the quantity, or “not known”.")))
        return
    try:
        read = quantity_of(quantity, unit) if unit else parse_quantity(quantity)
    except QuantityError as problem:
        faults.append(Fault(f"{path}quantity", "quantity", problem.message, problem.values))
        return
    item.quantity_state = read.state
    item.amount = read.amount
    item.unit = read.unit or ""
    if read.state != "reported":
        return
    if not item.unit:
        faults.append(Fault(f"{path}unit", "required", N_("Enter the unit: 2 kg and 2 tablets are different things.")))
        return
    item.approximate, item.upper = read.approximate or read.bound != "exact", read.upper
    found = normalise(read)
    if found.amount is not None and found.base is not None:
        item.base_amount, item.base = found.amount, found.base
