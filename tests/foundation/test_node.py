"""The node's home and its secrets."""

import os
import stat
from pathlib import Path

import pytest

from kerege.foundation import node
from kerege.foundation.chance import seeded


def test_the_home_is_the_folder_that_was_named(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEREGE_HOME", str(place / "a node" / "of ours"))
    assert node.home() == (place / "a node" / "of ours").resolve()
    assert node.home().is_dir()


def test_two_clones_have_two_default_homes() -> None:
    assert node.clone_name(Path("/one/kerege")) != node.clone_name(Path("/two/kerege"))
    assert node.clone_name(Path("/one/my clone")).startswith("my-clone-")
    assert node.clone_name(Path("/one/Кереге")).startswith("clone-")


def test_a_home_that_cannot_be_made_is_named(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (place / "file").write_text("")
    monkeypatch.setenv("KEREGE_HOME", str(place / "file" / "home"))
    with pytest.raises(node.HomeError, match=r"file/home.*Set KEREGE_HOME"):
        node.home()


def test_a_secret_is_made_once_and_read_by_its_owner_only(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEREGE_HOME", str(place))
    first = node.secret("signing", 32)
    assert len(first) == 32
    assert node.secret("signing", 32) == first
    assert node.secret("other", 32) != first
    kept = place / "secrets" / "signing"
    assert stat.S_IMODE(os.stat(kept).st_mode) == 0o600
    assert stat.S_IMODE(os.stat(kept.parent).st_mode) == 0o700
    assert [path.name for path in sorted(kept.parent.iterdir())] == ["other", "signing"]


def test_a_secret_never_comes_from_a_seed(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    for name in ("one", "two"):
        monkeypatch.setenv("KEREGE_HOME", str(place / name))
        with seeded("public seed of an exercise"):
            found.append(node.secret("signing"))
    assert found[0] != found[1]


def test_a_cut_secret_is_refused_not_replaced(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEREGE_HOME", str(place))
    node.secret("signing", 32)
    (place / "secrets" / "signing").write_bytes(b"cut")
    with pytest.raises(node.HomeError, match="3 bytes, 32 were expected"):
        node.secret("signing", 32)
