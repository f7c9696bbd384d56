"""The letter bridge of deliveries: a state without accounts goes through a whole delivery by its liaison officer."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose, Role, Viewer
from kerege.rooms.directory import actions as keeping
from kerege.rooms.directory import queries as directory
from kerege.rooms.files.actions import FileRefusedError
from kerege.rooms.files.queries import NoSuchFileError
from kerege.rooms.operations import actions, queries
from kerege.rooms.operations.queries import About, Kind, NoSuchDeliveryError, RefusedStepError, Stage
from kerege.rooms.operations.queries.letters import document_of
from tests.rooms.files import pictures
from tests.rooms.operations import scenes
from tests.rooms.operations.scenes import DAY, viewer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]


def liaison(desk: str = "kg-osh") -> Viewer:
    """An officer who wears the liaison officer's hat at the desk of a party that writes letters."""
    with viewing(directory.system_viewer("found-node")):
        entry = directory.desk_by_code(desk)
        account = keeping.make_account(username=f"liaison-{desk}", password="EXERCISE horse battery", language="ru")
        officer = keeping.add_officer(
            agency=entry.agency, name="EXERCISE liaison", number=f"EX-L-{desk}", account=account
        )
        hat = keeping.appoint(
            officer=officer, desk=entry.id, role=Role.LIAISON, since=chance.today() - timedelta(days=9)
        )
    return directory.viewer_for(hat, purpose=Purpose.CONTROLLED_DELIVERY, case="EX-CD-1", reason="")


def keep(who: Viewer, delivery: UUID, number: str, content: bytes | None = None) -> UUID:
    """Keep a scanned letter."""
    with viewing(who):
        return actions.keep_letter(
            actor=who, delivery=delivery, number=number, name="letter.jpg", content=content or pictures.jpeg()
        )


def step(who: Viewer, delivery: UUID, name: str, words: str = "", **given: Any) -> None:
    """A step of somebody, as faces take it."""
    with viewing(who):
        actions.step(actor=who, delivery=delivery, name=name, given=given, words=words)


def consent(who: Viewer, delivery: UUID, letter: str) -> dict[str, Any]:
    """What a letter of consent says."""
    with viewing(who):
        asked = queries.delivery(viewer=who, delivery_id=delivery).asked
    return {
        "covers": [leg.terms for leg in asked],
        "word": "agree",
        "authority": "prosecutor",
        "authority_name": "EXERCISE prosecutor",
        "authority_number": "12/3",
        "valid_from": queries.written(chance.now() - DAY),
        "valid_until": queries.written(chance.now() + 10 * DAY),
        "penalty": "term",
        "tried": "KG",
        "legal_basis": "EXERCISE law",
        "letter": letter,
    }


def test_a_state_that_writes_letters_goes_through_a_whole_delivery() -> None:
    delivery, reader = scenes.sent(), liaison()
    keep(reader, delivery, "12/1")
    step(reader, delivery, "answer", **consent(reader, delivery, "12/1"))
    for name in ("farrukh", "kz_coordinator", "ksenia"):
        scenes.agree(name, delivery)
    assert scenes.shown("farrukh", delivery).legs[1].answer.letter == "12/1"  # type: ignore[union-attr]  # it answered
    scenes.do("farrukh", delivery, Kind.TAKE_OVER)
    chance.advance(DAY)
    scenes.give("farrukh", delivery)
    with viewing(reader):
        sheet = queries.letter(viewer=reader, delivery_id=delivery, state="KG", about=About.HAND_OVER, language="ru")
        offered = queries.delivery(viewer=reader, delivery_id=delivery).offered
    assert sheet.content.startswith(b"%PDF")
    assert offered is not None
    keep(reader, delivery, "12/2")
    step(reader, delivery, "take", signed=offered.bytes, letter="12/2")
    assert scenes.shown("farrukh", delivery).load_with == "KG"
    step(reader, delivery, "position", words="EXERCISE by telephone", letter="12/2")
    chance.advance(DAY)
    keep(reader, delivery, "12/3")
    step(reader, delivery, "give", packages="4", seals="EX-77", letter="12/3")
    scenes.take("aigerim", delivery)
    scenes.do("aigerim", delivery, Kind.SEIZE, "EXERCISE seized")
    keep(reader, delivery, "12/4")
    step(reader, delivery, "result", seized="0", arrested=0, cases=1, costs="EXERCISE", letter="12/4")
    assert scenes.shown("farrukh", delivery).results["KG"]["letter"] == "12/4"
    marked = [line.given["letter"] for line in scenes.shown("farrukh", delivery).log if line.given.get("letter")]
    assert marked == ["12/4", "12/3", "12/2", "12/2", "12/1"]
    assert scenes.stage(delivery) is Stage.SEIZED


def test_a_liaison_officer_consents_by_no_letter_that_is_not_kept_and_not_without_one() -> None:
    delivery, reader = scenes.sent(), liaison()
    content = consent(reader, delivery, "12/1")
    with pytest.raises(RefusedStepError, match="no letter 12/1"):
        step(reader, delivery, "answer", **content)
    with pytest.raises(actions.UnableToActError):
        step(reader, delivery, "answer", **{name: value for name, value in content.items() if name != "letter"})
    other = liaison("ru-omsk")
    keep(other, delivery, "12/1")
    with pytest.raises(RefusedStepError, match="no letter 12/1"):
        step(reader, delivery, "answer", **content)
    keep(reader, delivery, "12/1")
    with pytest.raises(RefusedStepError, match="kept already"):
        keep(reader, delivery, "12/1")
    with pytest.raises(FileRefusedError):
        keep(reader, delivery, "12/9", b"MZ\x00\x01")
    step(reader, delivery, "answer", **content)


def test_a_letter_holds_what_its_state_sees_and_no_more() -> None:
    delivery = scenes.under_way()
    found: dict[str, str] = {}
    for name, state in (("farrukh", "RU"), ("ksenia", "RU")):
        who = viewer(name)
        with viewing(who):
            loaded = queries.load(viewer=who, delivery=delivery)
            found[name] = repr(document_of(loaded, state, About.ASK, "en")["parts"])
    assert found["farrukh"] == found["ksenia"]
    assert "Sagarchin" in found["ksenia"]
    assert "Karamyk" not in found["ksenia"]


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("about", [About.ASK, About.ANSWER])
def test_letters_to_and_from_a_state_print(about: About, language: str) -> None:
    delivery = scenes.under_way()
    who = viewer("farrukh")
    with viewing(who):
        made = queries.letter(viewer=who, delivery_id=delivery, state="KG", about=about, language=language)
        again = queries.letter(viewer=who, delivery_id=delivery, state="KG", about=about, language=language)
    assert made.content.startswith(b"%PDF")
    assert made == again, "the same letter gives the same bytes on the same day"


def test_nobody_prints_the_letters_of_another_state_or_opens_its_scans() -> None:
    delivery, reader = scenes.sent(), liaison()
    scan = keep(reader, delivery, "12/1")
    for name, state in (("ksenia", "KG"), ("hamid", "KG"), ("farrukh", "UZ")):
        who = viewer(name)
        with viewing(who), pytest.raises(NoSuchDeliveryError):
            queries.letter(viewer=who, delivery_id=delivery, state=state, about=About.ASK, language="en")
    with viewing(reader):
        assert queries.open_scan(viewer=reader, delivery_id=delivery, scan=scan).content
        with pytest.raises(NoSuchDeliveryError):
            queries.letter(viewer=reader, delivery_id=delivery, state="KG", about=About.HAND_OVER, language="en")
    for name in ("farrukh", "ksenia"):
        who = viewer(name)
        with viewing(who):
            assert queries.scans(viewer=who, delivery_id=delivery) == []
            with pytest.raises(NoSuchFileError):
                queries.open_scan(viewer=who, delivery_id=delivery, scan=scan)
