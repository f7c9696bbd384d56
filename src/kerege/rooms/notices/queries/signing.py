"""Which keys sign what goes to a desk's system: the present one, and for a while the one before it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kerege.foundation import chance, node, seal
from kerege.kernel.sealing import NodeKey, key_name


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyEntry:
    """The public half of a key that signs for one address; `until` is None for the present one."""

    name: str
    public: str
    until: datetime | None

    def wire(self) -> dict[str, str | None]:
        """As JSON shows it."""
        return {"name": self.name, "public": self.public, "until": self.until.isoformat() if self.until else None}


def key_of(hook: UUID, number: int) -> NodeKey:
    """The key of an address by its number: the node's own before the first rotation, then one of the address alone."""
    if number == 0:
        return seal.node_key()
    return NodeKey.generate(node.secret(f"webhook-key-{hook}-{number}"))


def signers(hook: UUID, number: int, former_until: datetime | None) -> list[NodeKey]:
    """The keys that sign now: the present one first."""
    overlap = number > 0 and former_until is not None and chance.now() < former_until
    return [key_of(hook, each) for each in ((number, number - 1) if overlap else (number,))]


def keys_of(hook: UUID, number: int, former_until: datetime | None) -> tuple[KeyEntry, ...]:
    """What a receiver needs in order to check: the public halves of the keys that sign now."""
    found = signers(hook, number, former_until)
    return tuple(
        KeyEntry(name=key_name(each.public), public=each.public.hex(), until=until)
        for each, until in zip(found, (None, former_until), strict=False)
    )
