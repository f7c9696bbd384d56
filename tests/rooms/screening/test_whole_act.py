"""One screening of two thousand invented rows, through both approvals: what each side learns, and what is left."""

from uuid import UUID

import pytest

from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose
from kerege.rooms.crosscheck.models import Check
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal import queries as journal
from kerege.rooms.screening import actions
from kerege.rooms.screening.actions import conducting, keeping, pairing
from kerege.rooms.screening.models import Task
from kerege.rooms.screening.queries import Stage
from tests import cast
from tests.rooms.crosscheck.scenes import inbox, person, report
from tests.rooms.retention import scenes as erasing
from tests.rooms.screening import scenes

SUSPECT, OWN, CONTACT, VICTIM = "Shohnamunov Karim", "Sahnaev Erzhan", "Naqlov Parviz", "Dostonova Gulnoz"
OUT, LEFT = "Mashqxonov Bobur", "Darsov Jamshed"
PLANTED = [
    f"P-SUSPECT,{SUSPECT},1984-03-02,TJ,,+992 918 00 01 01",
    f"P-OWN,{OWN},1979-05-06,KZ,,+7 701 000 01 02",
    f"P-CONTACT,{CONTACT},1990-07-08,TJ,,+992 918 00 01 03",
    f"P-VICTIM,{VICTIM},1995-09-10,TJ,,+992 918 00 01 04",
    f"P-OUT,{OUT},1988-11-12,UZ,,+998 90 000 01 05",
    f"P-LEFT,{LEFT},1977-01-02,KG,,+996 700 00 01 06",
]


def bank() -> UUID:
    """A suspect, a contact and a victim of Dushanbe, one who opted out, one left out; an own suspect: his report."""
    report("farrukh", person(SUSPECT, phone="+992 918 00 01 01", birth_date="1984-03-02"))
    own = report("aigerim", person(OWN, phone="+7 701 000 01 02", birth_date="1979-05-06"))
    report("farrukh", person(CONTACT, category="contact", phone="+992 918 00 01 03", birth_date="1990-07-08"))
    report("farrukh", person(VICTIM, category="victim", phone="+992 918 00 01 04", birth_date="1995-09-10"))
    report("hamid", person(OUT, phone="+998 90 000 01 05", birth_date="1988-11-12"))
    report("iskender", person(LEFT, phone="+996 700 00 01 06", birth_date="1977-01-02"))
    owner = cast.viewer("hamid", Purpose.OWN_WORK)
    with viewing(owner):
        actions.opt_out(actor=owner, reason="EXERCISE reason")
    return own


@pytest.mark.parametrize("bulk_rows", [10_000, 1_000], ids=["in memory", "in bulk"])
def test_each_side_learns_what_the_finding_mode_says_and_nothing_is_left_of_the_rest(
    node: str, bulk_rows: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pairing, "BULK_ROWS", bulk_rows)
    bank()
    run = scenes.screened(scenes.a_list(2_000, PLANTED), left_out=("KG",))
    found = scenes.shown(run)
    assert found.run.stage is Stage.DONE
    assert (found.run.rows, found.run.done) == (2_006, 2_006)
    assert sorted(each.reference for each in found.matches) == ["P-OWN", "P-SUSPECT"]
    assert found.run.matched == 2
    hits = {hit.id: hit for hit in inbox("bolat")}
    findings = {each.reference: hits[each.hit] for each in found.matches}
    assert findings["P-OWN"].finding == "open"
    assert findings["P-SUSPECT"].finding == "hit"
    assert findings["P-SUSPECT"].call is not None
    assert findings["P-SUSPECT"].call.code == "tj-dushanbe"
    assert findings["P-SUSPECT"].theirs is None
    owner_side = [hit for hit in inbox("farrukh") if hit.side.value == "owner"]
    assert [hit.mode for hit in owner_side] == ["hit"]
    (digest,) = scenes.digests("farrukh")
    assert [(each.rows, "name" in each.fields) for each in digest.records] == [(1, True)]
    assert scenes.digests("hamid") == []
    assert scenes.digests("iskender") == []
    assert [hit for hit in inbox("hamid") if hit.side.value == "owner"] == []
    assert [hit for hit in inbox("iskender") if hit.side.value == "owner"] == []
    with viewing(cast.viewer("bolat", Purpose.OWN_WORK)):
        kept = [name for check in Check.objects.all() for name in check.content["names"]]
    assert sorted(kept) == sorted([SUSPECT, OWN])


def test_owners_see_one_entry_and_who_opted_out_or_was_left_out_sees_none(node: str) -> None:
    bank()
    run = scenes.screened(scenes.a_list(200, PLANTED), left_out=("KG",))
    entries = {}
    for who in ("farrukh", "hamid", "iskender"):
        viewer = cast.viewer(who, Purpose.OVERSIGHT)
        with viewing(viewer):
            entries[who] = [each for each in journal.readings(viewer=viewer) if each.record == run]
    assert [len(entries[who]) for who in ("farrukh", "hamid", "iskender")] == [1, 0, 0]


def test_nothing_of_the_list_is_left_on_disk_and_the_erasure_is_noted(node: str) -> None:
    from kerege.foundation import node as home

    bank()
    run = scenes.screened(scenes.a_list(200, PLANTED))
    assert keeping.is_erased(run)
    assert scenes.shown(run).run.erased_at is not None
    with viewing(directory.system_viewer("screening")):
        assert not Task.objects.exists()
    place = home.home() / keeping.FOLDER
    assert [path for path in place.rglob("*") if path.is_file()] == []


def test_a_draft_on_disk_holds_no_word_of_the_list_in_the_clear(node: str) -> None:
    run = scenes.drafted(scenes.a_list(50, PLANTED))
    folder = keeping.folder_of(run)
    found = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert found
    for word in (b"Shohnamunov", b"Primerov", b"918 00 01", b"91800010"):
        assert word not in found
    assert folder.stat().st_mode & 0o077 == 0
    assert len(list(keeping.rows(run))) == 56


def test_a_run_that_is_killed_leaves_no_word_of_the_bank_on_disk_and_goes_on_without_what_was_erased(
    node: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = bank()
    with monkeypatch.context() as patched:
        patched.setattr(conducting.Screened, "deliver", killed)
        with pytest.raises(KilledError):
            scenes.screened(scenes.a_list(200, PLANTED))
    [folder] = [each for each in keeping.folder_of(UUID(int=0)).parent.iterdir() if each.is_dir()]
    held = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    for word in (SUSPECT, OWN, CONTACT, "918 00 01", "91800010"):
        assert word.encode() not in held
    erasing.erase(own)
    actions.work_waiting()
    found = scenes.shown(UUID(folder.name))
    assert found.run.stage is Stage.DONE
    assert [each.reference for each in found.matches] == ["P-SUSPECT"]
    viewer = cast.viewer("farrukh", Purpose.OVERSIGHT)
    with viewing(viewer):
        assert len([each for each in journal.readings(viewer=viewer) if each.record == UUID(folder.name)]) == 1


class KilledError(Exception):
    """The process ends here."""


def killed(screened: object) -> None:
    """Instead of going on."""
    raise KilledError
