"""Cosignatures: another party looks at a head, finds that it continues the one it saw before, and signs that."""

from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext_noop

from kerege.foundation import chance, seal
from kerege.foundation.viewing import require_viewer, vouched
from kerege.kernel import heads as notes
from kerege.kernel import merkle
from kerege.kernel.law import Viewer
from kerege.kernel.sealing import NodeKey, key_name
from kerege.rooms.journal.actions.leaves import write_leaf
from kerege.rooms.journal.models import Cosignature, Head
from kerege.rooms.journal.rules import LeafKind

SKEW = timedelta(minutes=5)


class WitnessError(ValueError):
    """A head is not cosigned, or a cosignature not taken; the text says why."""


def witness(note: str, *, former: notes.Head | None, path: list[bytes], key: NodeKey | None = None) -> str:
    """Cosign another journal's head after comparing it with the last one seen; returns the line to send back.

    `path` is the proof that the new head continues `former`. The head's own signature was checked by who calls this.
    Raises WitnessError when the journal was changed behind the former head.
    """
    head, _ = notes.read_head(note)
    if former is not None:
        if former.origin != head.origin:
            raise WitnessError(gettext_noop("the two heads are of different journals"))
        if not merkle.is_consistent(former.size, head.size, former.root, head.root, path):
            raise WitnessError(gettext_noop("the head does not continue the one seen before: something was changed"))
    signer = key or seal.node_key()
    name = f"kerege-witness/{key_name(signer.public)}"
    return notes.cosign(head, signer, name=name, at=int(chance.now().timestamp())).line


def witness_key() -> str:
    """The public key of this node as a witness, in hexadecimal digits."""
    return seal.node_key().public.partition(b":")[2].hex()


def keep_cosignature(*, actor: Viewer, size: int, public: bytes, line: str) -> None:
    """Take a witness's line for a head of this journal; the same line twice is kept once. Raises WitnessError."""
    require_viewer(actor)
    head = Head.objects.filter(size=size).first()
    if head is None:
        raise WitnessError(gettext_noop("the journal has no signed head of that size"))
    read, _ = notes.read_head(head.note)
    try:
        _, lines = notes.read_head(f"{read.text}\n{line}")
        told = notes.cosigned(read, lines[0], public) if len(lines) == 1 else None
    except notes.HeadError as problem:
        raise WitnessError(str(problem)) from problem
    if told is None:
        raise WitnessError(gettext_noop("this is no cosignature of that head by that key"))
    at = datetime.fromtimestamp(told.at, tz=UTC)
    if at > chance.now() + SKEW:
        raise WitnessError(gettext_noop("the cosignature bears a time that has not come yet"))
    if Cosignature.objects.filter(by_party=actor.party, public=public, size=size).exists():
        return
    write_leaf(LeafKind.ADMINISTER, "journal.cosignature", {"size": size, "key": key_name(public)})
    row = Cosignature(size=size, at=at, name=told.name, public=public, line=lines[0].line, by_party=actor.party)
    row.vouched = vouched(row.handed)
    row.save(force_insert=True)
