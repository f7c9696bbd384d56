"""Renewing the keys of names after their method changed: batch by batch, the old ones serving until all is new."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from kerege.foundation.viewing import viewing
from kerege.rooms.crosscheck import matcher
from kerege.rooms.crosscheck.matcher import Renewal
from kerege.rooms.crosscheck.rules import keys
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal.actions import LeafKind

ACT = "renew-keys"
BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyStatus:
    """How far the index is renewed: the scheme of this version, and which share of the entries can be asked by it.

    `old` is the share that still holds keys of another scheme as well.
    """

    scheme: str
    renewed: float
    old: float

    @property
    def is_done(self) -> bool:
        """Whether every entry holds the keys of this version and no others."""
        return self.renewed == 1.0 and self.old == 0.0


@contextmanager
def node_work() -> Iterator[None]:
    """One transaction of role search as the node itself: it makes keys of names and shows nothing to anybody."""
    viewer = directory.system_viewer(ACT)
    with viewing(viewer), matcher.searching(viewer):
        yield


def renew_keys(*, batch: int = BATCH, keep_old: bool = False) -> int:
    """Renew the next entries in one transaction; returns how many, 0 when nothing is left to do.

    First every entry gets the keys of this version beside those it has: until then all are found by the old ones, also
    by processes of the former version. Only then (never with `keep_old`) the old ones go. Any number may run at once;
    a killed one loses its batch alone.
    """
    with node_work():
        held = matcher.held_schemes()
        lacking = [each for each in held if keys.PRESENT.name not in each.split(keys.JOINED)]
        if not lacking and (keep_old or held in ([], [keys.PRESENT.name])):
            return 0
        done = [each for each in held if each not in lacking] if lacking else [keys.PRESENT.name]
        rows = matcher.to_renew(done, batch)
        if rows:
            matcher.write_renewed([renewed(row, beside=bool(lacking)) for row in rows])
            detail: dict[str, object] = {"scheme": keys.PRESENT.name, "beside": bool(lacking), "entries": len(rows)}
            node = directory.system_viewer(ACT)
            matcher.log(node, "crosscheck.renew_keys", detail, [], shown=0, kind=LeafKind.ADMINISTER)
        return len(rows)


def renewed(row: Renewal, *, beside: bool) -> tuple[Renewal, str, list[int], bool]:
    """What an entry holds after its turn; keys made before there were schemes are of no use and go at once."""
    kept = {each for each in row.scheme.split(keys.JOINED) if each} if beside else set()
    scheme = keys.JOINED.join(sorted(kept | {keys.PRESENT.name}))
    return row, scheme, keys.entry_keys(row.names, row.identifiers), not kept


def key_status() -> KeyStatus:
    """How far the index is renewed, for the node's operator: shares, no counts of what is held."""
    with node_work():
        shares = matcher.key_shares()
    present = keys.PRESENT.name
    return KeyStatus(
        scheme=present,
        renewed=share(shares, lambda each: present in each.split(keys.JOINED)) if shares else 1.0,
        old=share(shares, lambda each: each != present),
    )


def share(shares: Mapping[str, float], fits: Callable[[str], bool]) -> float:
    """The share of the entries whose set of schemes fits; whole when nothing is left out."""
    left = sum(each for scheme, each in shares.items() if not fits(scheme))
    return 1.0 - left if any(fits(scheme) for scheme in shares) else 0.0
