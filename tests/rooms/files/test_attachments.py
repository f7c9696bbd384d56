"""Attachments go with the part they belong to: same readers, same releases; every download is in the journal."""

from pathlib import Path
from uuid import UUID

import pytest

from kerege.foundation.viewing import PolicyChangedError, viewing
from kerege.kernel.law import Part, Purpose
from kerege.rooms.files import queries as files
from kerege.rooms.journal import queries as journal
from kerege.rooms.journal.actions import JournalUnwritableError
from kerege.rooms.records import actions
from kerege.rooms.records.actions import Saved
from tests import cast
from tests.rooms.files import pictures
from tests.rooms.records import desk


@pytest.fixture(autouse=True)
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of this test alone for the bytes."""
    monkeypatch.setattr("kerege.rooms.files.queries.path_of", lambda name: tmp_path / "files" / name[:2] / name)
    return tmp_path


def stored(shelf: Path) -> list[Path]:
    """The bytes of every file on disk; while an act goes on a mark stands beside them."""
    return [path for path in shelf.rglob("*") if path.is_file() and "unsure" not in path.parts]


def attach(name: str, saved: Saved, part: Part = Part.NOMINAL, content: bytes = b"") -> UUID:
    """Attach a picture as a member of the cast."""
    viewer = cast.viewer(name)
    with viewing(viewer):
        return actions.attach(
            actor=viewer, report_id=saved.report, part=part, name="фото.jpg", content=content or pictures.jpeg()
        )


def opens(name: str, saved: Saved, attachment: UUID, purpose: Purpose = Purpose.INVESTIGATION) -> bool:
    """Whether somebody gets the bytes."""
    viewer = cast.viewer(name, purpose)
    with viewing(viewer):
        try:
            return bool(files.open_attachment(viewer=viewer, report=saved.report, attachment=attachment).content)
        except files.NoSuchFileError:
            return False


@pytest.mark.django_db
@pytest.mark.parametrize("problem", [PolicyChangedError, JournalUnwritableError, KeyboardInterrupt])
def test_an_act_that_is_undone_leaves_no_bytes_behind(shelf: Path, problem: type[BaseException]) -> None:
    """Whatever undoes it after the bytes were written: no row names them, so no erasure would reach them."""
    saved = desk.report("aigerim")
    viewer = cast.viewer("aigerim")

    def undone() -> None:
        with viewing(viewer):
            given = {"report_id": saved.report, "part": Part.NOMINAL, "name": "a.jpg"}
            actions.attach(actor=viewer, **given, content=pictures.jpeg())
            assert len(stored(shelf)) == 1
            raise problem

    with pytest.raises(problem):
        undone()
    assert stored(shelf) == []
    attach("aigerim", saved)
    assert len(stored(shelf)) == 1


@pytest.mark.django_db
def test_a_file_of_the_facts_part_goes_where_the_facts_go() -> None:
    saved = desk.report("aigerim")
    made = attach("aigerim", saved, Part.FACTS)
    assert opens("bolat", saved, made)
    assert opens("farrukh", saved, made)
    assert not opens("observer", saved, made)


@pytest.mark.django_db
def test_a_file_of_the_nominal_part_opens_and_closes_with_its_release() -> None:
    saved = desk.report("aigerim")
    made = attach("aigerim", saved)
    assert not opens("farrukh", saved, made)
    release = desk.release("aigerim", saved, "TJ")
    assert opens("farrukh", saved, made)
    assert not opens("farrukh", saved, made, Purpose.ANALYSIS)
    viewer = cast.viewer("aigerim")
    with viewing(viewer):
        actions.withdraw_release(actor=viewer, release_id=release)
    assert not opens("farrukh", saved, made)


@pytest.mark.django_db
def test_a_file_follows_a_report_out_of_its_unit_and_a_correction() -> None:
    saved = desk.report("daniyar", desk.facts_only(), send=False)
    made = attach("daniyar", saved, Part.FACTS)
    assert not opens("aigerim", saved, made)
    viewer = cast.viewer("daniyar")
    with viewing(viewer):
        actions.send(actor=viewer, report_id=saved.report)
    assert opens("farrukh", saved, made)
    desk.correct("daniyar", saved, desk.facts_only(not_to_parties=["TJ"]))
    assert not opens("farrukh", saved, made)
    assert opens("hamid", saved, made)


@pytest.mark.django_db
def test_a_nominal_file_of_a_report_without_names_is_for_the_agency_alone() -> None:
    saved = desk.report("aigerim", desk.facts_only())
    made = attach("aigerim", saved)
    assert opens("bolat", saved, made)
    assert not opens("farrukh", saved, made)
    desk.correct("aigerim", saved, desk.facts_only(place="Курдай"))
    assert not opens("farrukh", saved, made)


@pytest.mark.django_db
def test_only_the_owners_agency_adds_and_removes_files() -> None:
    saved = desk.report("aigerim")
    made = attach("bolat", saved)
    for name in ("farrukh", "erlan", "duty"):
        with pytest.raises(actions.UnableToCorrectError):
            attach(name, saved)
        viewer = cast.viewer(name)
        with viewing(viewer), pytest.raises(actions.UnableToCorrectError):
            actions.detach(actor=viewer, report_id=saved.report, attachment=made)


@pytest.mark.django_db
def test_custody_says_who_added_and_every_download_is_logged() -> None:
    saved = desk.report("aigerim")
    made = attach("aigerim", saved)
    desk.release("aigerim", saved, "TJ")
    opens("farrukh", saved, made)
    viewer = cast.viewer("gulnora", Purpose.OVERSIGHT)
    with viewing(viewer):
        found = journal.readings(viewer=viewer, record=made)
    assert [(each.kind, each.by_desk) for each in found] == [
        ("consult", cast.viewer("farrukh").desk),
        ("collect", cast.viewer("aigerim").desk),
    ]


@pytest.mark.django_db
def test_the_hash_as_given_and_as_kept_are_both_held() -> None:
    from hashlib import sha256

    saved = desk.report("aigerim")
    attach("aigerim", saved, content=(given := pictures.jpeg()))
    viewer = cast.viewer("aigerim")
    with viewing(viewer):
        (entry,) = files.attachments(viewer=viewer, report=saved.report)
        opened = files.open_attachment(viewer=viewer, report=saved.report, attachment=entry.id)
    assert entry.given_hash == sha256(given).hexdigest()
    assert entry.content_hash == sha256(opened.content).hexdigest()
    assert entry.given_hash != entry.content_hash


@pytest.mark.django_db
def test_bytes_changed_on_disk_are_never_served(shelf: Path) -> None:
    saved = desk.report("aigerim")
    made = attach("aigerim", saved)
    (path,) = stored(shelf)
    assert "фото" not in path.name
    assert path.stat().st_mode & 0o077 == 0
    path.write_bytes(path.read_bytes() + b"\0")
    assert not opens("aigerim", saved, made)


@pytest.mark.django_db
def test_a_file_is_found_only_under_its_own_report() -> None:
    saved, other = desk.report("aigerim"), desk.report("aigerim")
    made = attach("aigerim", saved)
    assert not opens("aigerim", other, made)
    viewer = cast.viewer("aigerim")
    with viewing(viewer), pytest.raises(files.NoSuchFileError):
        actions.detach(actor=viewer, report_id=other.report, attachment=made)


def test_a_removed_file_leaves_its_row_and_takes_its_bytes(own_clone: str, shelf: Path) -> None:
    saved = desk.report("aigerim")
    made = attach("aigerim", saved)
    viewer = cast.viewer("aigerim")
    with viewing(viewer):
        actions.detach(actor=viewer, report_id=saved.report, attachment=made)
    with viewing(viewer):
        (entry,) = files.attachments(viewer=viewer, report=saved.report)
    assert entry.removed_at is not None
    assert stored(shelf) == []
