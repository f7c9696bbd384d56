"""The journal as a file that another party checks without this program: hashes, own leaves, heads, keys."""

import json
from collections.abc import Iterator

from django.db import connection

from kerege.foundation import seal
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Viewer
from kerege.rooms.journal import rules
from kerege.rooms.journal.models import Head, Leaf
from kerege.rooms.journal.queries import tree

PAGE = 5000


def export(*, viewer: Viewer) -> Iterator[str]:
    """JSON lines: a heading, the hash of each leaf in order (in full those the viewer may read), every signed head."""
    require_viewer(viewer)
    size = tree.tree_size()
    yield json.dumps(
        {
            "kind": "kerege-journal",
            "origin": tree.origin(),
            "size": size,
            "node_key": seal.node_key().public.hex(),
            "keys": tree.keys_out(),
        }
    )
    for first in range(0, size, PAGE):
        yield from leaf_lines(first, min(first + PAGE, size))
    for head in Head.objects.order_by("size"):
        yield json.dumps({"head": tree.head_note(viewer=viewer, size=head.size)}, ensure_ascii=False)


def leaf_lines(first: int, last: int) -> Iterator[str]:
    """The lines of the leaves from a position up to another."""
    own = {leaf.position: leaf for leaf in Leaf.objects.filter(position__gte=first, position__lt=last)}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT place, hash FROM journal_node WHERE level = 0 AND place >= %s AND place < %s ORDER BY place",
            [first, last],
        )
        rows = cursor.fetchall()
    for place, held in rows:
        line: dict[str, object] = {"leaf": place, "hash": bytes(held).hex()}
        leaf = own.get(place)
        if leaf is not None:
            line |= {"entry": rules.tree_entry(leaf.own, bytes(leaf.told)).decode(), "own": leaf.own.decode()}
        yield json.dumps(line, ensure_ascii=False)
