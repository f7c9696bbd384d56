"""The tree over a log: roots, inclusion and consistency after RFC 9162, against its definition written apart."""

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from kerege.kernel import merkle

SIZES = st.integers(1, 200)


def leaves(count: int) -> list[bytes]:
    """Hashes of invented entries."""
    return [merkle.leaf_hash(b"entry %d" % number) for number in range(count)]


def kept(hashes: list[bytes], steps: list[int]) -> dict[tuple[int, int], bytes]:
    """The kept nodes after adding the leaves in portions."""
    nodes: dict[tuple[int, int], bytes] = {}
    size = 0
    for end in [*sorted({step for step in steps if step <= len(hashes)}), len(hashes)]:
        for level, place, hashed in merkle.grown(size, hashes[size:end], lambda *at: nodes[at]):
            assert (level, place) not in nodes
            nodes[level, place] = hashed
        size = end
    return nodes


def test_roots_of_small_trees_are_those_of_the_definition() -> None:
    one, two, three = leaves(3)
    assert merkle.tree_root([]) == sha256(b"").digest()
    assert merkle.leaf_hash(b"") == sha256(b"\x00").digest()
    assert merkle.tree_root([one, two, three]) == merkle.node_hash(merkle.node_hash(one, two), three)


@given(SIZES, st.lists(st.integers(0, 200)))
def test_the_root_does_not_depend_on_the_portions_in_which_leaves_came(count: int, steps: list[int]) -> None:
    hashes = leaves(count)
    nodes = kept(hashes, steps)
    for size in range(count + 1):
        assert merkle.root_of(size, lambda *at: nodes[at]) == merkle.tree_root(hashes[:size])


@given(SIZES, st.data())
def test_a_proof_of_inclusion_is_short_and_proves_that_leaf_alone(count: int, drawn: st.DataObject) -> None:
    hashes = leaves(count)
    nodes = kept(hashes, [])
    position = drawn.draw(st.integers(0, count - 1))
    path = merkle.inclusion_proof(position, count, lambda *at: nodes[at])
    root = merkle.tree_root(hashes)
    assert len(path) <= (count - 1).bit_length()
    assert merkle.includes(hashes[position], position, count, path, root)
    wrong = drawn.draw(st.integers(0, count - 1).filter(lambda other: other != position)) if count > 1 else count
    assert not merkle.includes(hashes[position], wrong, count, path, root)
    assert not merkle.includes(merkle.leaf_hash(b"another"), position, count, path, root)
    assert not merkle.includes(hashes[position], position, count, [*path, root], root)


@given(SIZES, st.data())
def test_consistency_holds_between_any_two_sizes_and_not_after_a_change(count: int, drawn: st.DataObject) -> None:
    hashes = leaves(count)
    nodes = kept(hashes, [])
    former = drawn.draw(st.integers(1, count))
    path = merkle.consistency_proof(former, count, lambda *at: nodes[at])
    before, after = merkle.tree_root(hashes[:former]), merkle.tree_root(hashes)
    assert merkle.is_consistent(former, count, before, after, path)
    changed = [*hashes]
    changed[drawn.draw(st.integers(0, former - 1))] = merkle.leaf_hash(b"another")
    forged = kept(changed, [])
    forged_path = merkle.consistency_proof(former, count, lambda *at: forged[at])
    assert not merkle.is_consistent(former, count, before, merkle.tree_root(changed), forged_path)


@given(st.integers(2, 64), st.data())
def test_every_flipped_bit_of_a_proof_is_noticed(count: int, drawn: st.DataObject) -> None:
    hashes = leaves(count)
    nodes = kept(hashes, [])
    position = drawn.draw(st.integers(0, count - 1))
    path = merkle.inclusion_proof(position, count, lambda *at: nodes[at])
    step, bit = drawn.draw(st.integers(0, len(path) - 1)), drawn.draw(st.integers(0, 255))
    flipped = (int.from_bytes(path[step], "big") ^ 1 << bit).to_bytes(32, "big")
    assert not merkle.includes(
        hashes[position], position, count, [*path[:step], flipped, *path[step + 1 :]], merkle.tree_root(hashes)
    )
