"""The letter bridge: a copy as an official letter, a scan in, a party without accounts as a full correspondent."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.rooms.files.actions import FileRefusedError
from kerege.rooms.files.queries import NoSuchFileError
from kerege.rooms.journal import queries as journal
from kerege.rooms.requests import actions, queries
from kerege.rooms.requests.queries import Outcome, State
from kerege.rooms.requests.queries.letters import document_of
from tests import cast
from tests.rooms.files import pictures
from tests.rooms.requests import scenes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def seeded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A repeatable clock; bytes in a folder of the test."""
    monkeypatch.setattr("kerege.rooms.files.queries.path_of", lambda name: tmp_path / "files" / name[:2] / name)
    with chance.seeded("letters"):
        yield


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_request_and_its_answer_print_as_letters(language: str) -> None:
    thread = scenes.asked()
    scenes.answered(thread, Outcome.FULL, text="EXERCISE: seen in May", translation="УЧЕБНОЕ: в мае", translator="EX-1")
    for name in ("bolat", "farrukh"):
        reader = scenes.viewer(name)
        with viewing(reader):
            made = queries.letter(viewer=reader, thread=thread, language=language)
            again = queries.letter(viewer=reader, thread=thread, language=language)
        assert made.startswith(b"%PDF")
        assert made == again


def test_the_asked_sides_letter_holds_the_answer_and_the_askers_the_question() -> None:
    thread = scenes.asked()
    scenes.answered(thread, Outcome.FULL, text="EXERCISE: seen in May")
    reader = scenes.viewer("farrukh")
    with viewing(reader):
        answer = document_of(queries.detail(viewer=reader, thread=thread), "en")
    assert [part["text"] for part in answer["parts"]] == [
        "EXERCISE: what is known of this plate?", "EXERCISE: seen in May"
    ]  # fmt: skip
    assert answer["from"][0] == "Republic of Tajikistan"
    reader = scenes.viewer("bolat")
    with viewing(reader):
        question = document_of(queries.detail(viewer=reader, thread=thread), "ru")
    assert [part["text"] for part in question["parts"]] == ["EXERCISE: what is known of this plate?"]


def test_the_duty_desk_prints_nothing() -> None:
    thread = scenes.urgent()
    scenes.later(hours=8)
    scenes.later(hours=2)
    duty = scenes.viewer("duty")
    with viewing(duty), pytest.raises(queries.NoSuchRequestError):
        queries.letter(viewer=duty, thread=thread, language="ru")


def test_a_party_that_writes_letters_goes_through_a_whole_request() -> None:
    """The reply on paper is scanned and entered by an officer with the party's hat; both sides see that it was."""
    thread = scenes.asked()
    scan = scenes.do(
        "farrukh", actions.keep_scan, thread=thread, number="12/345", name="reply.jpg", content=pictures.jpeg()
    )
    scenes.answered(thread, Outcome.FULL, text="EXERCISE: as the letter says")
    asker = scenes.card("bolat", thread)
    assert (asker.letter_in, asker.on_behalf, asker.state) == ("12/345", True, State.ANSWERED)
    scenes.closed(thread)
    owner, stranger = scenes.viewer("farrukh"), scenes.viewer("bolat")
    with viewing(owner):
        assert queries.open_scan(viewer=owner, thread=thread, scan=scan).content
    with viewing(stranger):
        assert queries.scans(viewer=stranger, thread=thread) == []
        with pytest.raises(NoSuchFileError):
            queries.open_scan(viewer=stranger, thread=thread, scan=scan)


def test_a_request_that_a_party_sends_by_letter_is_marked_on_both_sides_and_so_is_each_number() -> None:
    [thread] = scenes.drafted()
    scenes.do("bolat", actions.keep_scan, thread=thread, number="IN-55", name="ask.jpg", content=pictures.jpeg())
    scenes.do("bolat", actions.send, thread=thread)
    asked = scenes.card("farrukh", thread)
    assert (asked.letter_in, asked.by_letter, asked.on_behalf) == ("IN-55", True, False)
    assert [line.detail.get("letter") for line in scenes.seen("farrukh", thread).history] == ["IN-55"]
    scenes.do("farrukh", actions.number_letter, thread=thread, number="OUT-9")
    assert (scenes.card("farrukh", thread).letter_out, scenes.card("bolat", thread).letter_out) == ("OUT-9", "")
    assert "letter_out" not in scenes.happened("bolat", thread), "when a side writes is its own affair"
    for number in ("IN-66", "IN-66", "IN-77"):
        scenes.do("farrukh", actions.keep_scan, thread=thread, number=number, name="a.jpg", content=pictures.jpeg())
    scenes.answered(thread, Outcome.PARTIAL, text="EXERCISE: as the letter says")
    scenes.answered(thread, Outcome.FULL, text="EXERCISE: by account")
    asker = scenes.card("bolat", thread)
    assert (asker.letter_in, asker.on_behalf) == ("IN-55; IN-66; IN-77", True)
    said = {line.what: line.detail.get("letter") for line in scenes.seen("bolat", thread).history}
    assert (said["answer_partly"], said["answer"]) == ("IN-77", None), "what an account entered is not a letter's"
    reader = scenes.viewer("farrukh")
    with viewing(reader):
        printed = document_of(queries.detail(viewer=reader, thread=thread), "en")
    assert printed["numbers"][0][1] == "OUT-9"
    with pytest.raises(actions.IncompleteError):
        scenes.do("bolat", actions.number_letter, thread=thread, number=" ")


def opened(name: str, thread: UUID) -> dict[UUID, bytes]:
    """The bytes of the scans that somebody has of a thread."""
    reader = scenes.viewer(name)
    with viewing(reader):
        found = queries.scans(viewer=reader, thread=thread)
        return {each.id: queries.open_scan(viewer=reader, thread=thread, scan=each.id).content for each in found}


@pytest.mark.parametrize("through", [False, True])
def test_the_scan_by_which_a_party_asks_reaches_everybody_whom_the_request_reaches(through: bool) -> None:
    """Not before it is sent, not what is kept after; the journal names who gave and who got it."""
    if through:
        scenes.gate("kz_coordinator", outgoing=scenes.THROUGH)
        scenes.gate("tj_coordinator", incoming=scenes.THROUGH)
    [thread] = scenes.drafted()
    scan = scenes.do("bolat", actions.keep_scan, thread=thread, number="5", name="ask.jpg", content=pictures.jpeg())
    scenes.do("bolat", actions.send, thread=thread)
    if through:
        chance.advance(timedelta(minutes=1))
        scenes.do("bolat", actions.keep_scan, thread=thread, number="6", name="own.jpg", content=pictures.jpeg())
        assert opened("tj_coordinator", thread) == {}
        scenes.do("kz_coordinator", actions.let_out, thread=thread)
        assert list(opened("tj_coordinator", thread)) == [scan]
        scenes.do("tj_coordinator", actions.let_in, thread=thread)
    assert opened("farrukh", thread)[scan] == opened("bolat", thread)[scan]
    assert list(opened("farrukh", thread)) == [scan], "what is kept after it was sent stays"
    assert len(opened("bolat", thread)) == 1 + through
    with viewing(scenes.viewer("hamid")), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM hand_scans(%s)", [thread])
        assert cursor.fetchone() == (0,)
    assert "disclose" in told_of("tj_dpo", scan)


def told_of(name: str, scan: UUID) -> list[str]:
    """The leaves that somebody's agency finds under a file."""
    reader = cast.viewer(name)
    with viewing(reader):
        return [each.kind for each in journal.readings(viewer=reader, record=scan)]


def test_a_letters_number_is_noted_by_who_holds_the_thread_alone() -> None:
    thread = scenes.asked()
    stranger = scenes.viewer("hamid")
    with viewing(stranger):
        with pytest.raises(queries.NoSuchRequestError):
            actions.number_letter(actor=stranger, thread=thread, number="1")
        with connection.cursor() as cursor:
            for side in ("asker", "asked", "clock", "watch"):
                cursor.execute("SELECT note_letter(%s, %s, '1', false, '[]')", [thread, side])
                assert cursor.fetchone() == (False,)
    assert scenes.card("bolat", thread).letter_in == ""


def test_codes_are_set_shown_and_printed() -> None:
    thread = scenes.asked(handling=("H2",))
    assert scenes.card("farrukh", thread).wire()["handling"] == ["H2"]
    reader = scenes.viewer("farrukh")
    with viewing(reader):
        printed = document_of(queries.detail(viewer=reader, thread=thread), "en")
    assert printed["banner"].endswith(" · H2")
    assert [value[:3] for _name, value in printed["facts"] if value.startswith("H")] == ["H2:"], "said in words"
    with pytest.raises(actions.IncompleteError):
        scenes.drafted(handling=("H9",))


def test_a_note_of_the_asker_does_not_tell_him_that_an_answer_is_sealed() -> None:
    for outcome in (None, Outcome.WITHHELD):
        thread = scenes.urgent()
        if outcome:
            scenes.answered(thread, outcome)
        scenes.do("bolat", actions.keep_scan, thread=thread, number="7", name="own.jpg", content=pictures.jpeg())
        assert scenes.card("bolat", thread).state is State.SENT


def test_a_file_that_is_none_is_refused_and_nothing_is_noted() -> None:
    thread = scenes.asked()
    with pytest.raises(FileRefusedError):
        scenes.do("farrukh", actions.keep_scan, thread=thread, number="1", name="x.exe", content=b"MZ\x00\x01")
    assert scenes.card("farrukh", thread).letter_in == ""
