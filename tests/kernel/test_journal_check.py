"""The checking file that stands apart: its signatures agree with a library's, its tree with ours."""

import ast
import sys
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kerege.kernel import journal_check, merkle
from kerege.kernel.sealing import NodeKey


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=100), st.integers(0, 511))
def test_it_takes_right_signatures_and_no_flipped_ones(seed: bytes, message: bytes, bit: int) -> None:
    key = NodeKey.generate(seed)
    public, signature = key.public[8:], key.sign_plain(message)[8:]
    assert journal_check.is_signed(public, signature, message)
    flipped = (int.from_bytes(signature, "big") ^ 1 << bit).to_bytes(64, "big")
    assert not journal_check.is_signed(public, flipped, message)
    assert not journal_check.is_signed(public, signature, message + b"x")


@given(st.binary(min_size=0, max_size=70), st.binary(min_size=0, max_size=70))
def test_nonsense_is_no_signature(public: bytes, signature: bytes) -> None:
    assert not journal_check.is_signed(public, signature, b"EXERCISE")


@given(st.integers(0, 80))
def test_its_tree_has_the_root_of_the_definition(count: int) -> None:
    hashes = [merkle.leaf_hash(b"%d" % number) for number in range(count)]
    tree = journal_check.Growing()
    for each in hashes:
        tree.add(each)
    assert tree.root() == merkle.tree_root(hashes)


def test_it_needs_nothing_but_the_standard_library() -> None:
    read = ast.parse(Path(journal_check.__file__).read_text(encoding="utf-8"))
    named = {alias.name for each in ast.walk(read) if isinstance(each, ast.Import) for alias in each.names}
    named |= {str(each.module) for each in ast.walk(read) if isinstance(each, ast.ImportFrom)}
    assert {each.split(".")[0] for each in named} <= sys.stdlib_module_names
