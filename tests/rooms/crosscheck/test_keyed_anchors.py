"""What stands for a question beside the owner's record tells nothing to who tries questions out by SQL of his own."""

import importlib
from uuid import UUID

import pytest
from django.db import connection

from kerege.foundation import server
from kerege.foundation.viewing import viewing
from kerege.rooms.crosscheck.models import Hit
from kerege.rooms.crosscheck.policy import keyed
from kerege.rooms.crosscheck.queries import read_question
from kerege.rooms.crosscheck.rules.questions import anchor_of, pair_of
from tests import cast
from tests.rooms.crosscheck import scenes

QUESTIONS = (scenes.PHONE, scenes.RAHIMOV, f"{scenes.RAHIMOV} 1980", f"{scenes.RAHIMOV}, {scenes.PHONE}")
KEYED = importlib.import_module("kerege.rooms.crosscheck.migrations.0015_keyed_anchors")


def tried_out(who: str) -> dict[UUID, str]:
    """The digests of all questions that somebody may have asked."""
    agency = cast.viewer(who).agency
    return {anchor_of(agency, read_question(text)): text for text in QUESTIONS}


@pytest.mark.usefixtures("own_clone")
@pytest.mark.parametrize("text", QUESTIONS)
def test_no_owner_finds_what_was_asked_by_trying_questions_out(text: str) -> None:
    """His rows of the hit bear no digest of it, nor a pair with one; the same question is one hit still."""
    scenes.report("aigerim", scenes.person(scenes.RAHIMOV, phone=scenes.PHONE))
    scenes.ask("farrukh", text)
    scenes.ask("farrukh", text)
    with viewing(cast.viewer("aigerim")), connection.cursor() as cursor:
        cursor.execute("SELECT pair, mine, theirs, times FROM crosscheck_hit WHERE side = 'owner'")
        [(pair, mine, theirs, times)] = cursor.fetchall()
    guesses = tried_out("farrukh")
    assert theirs == keyed(anchor_of(cast.viewer("farrukh").agency, read_question(text)))
    assert theirs not in guesses
    assert pair not in {pair_of(mine, each) for each in guesses}
    assert (pair, times) == (pair_of(mine, theirs), 2)


@pytest.mark.usefixtures("own_clone")
def test_rows_of_before_are_keyed_by_the_migration(monkeypatch: pytest.MonkeyPatch) -> None:
    """Checks, both sides' hits and judgements hang together afterwards as they did, under the anchors of today."""
    with monkeypatch.context() as former:
        former.setattr("kerege.rooms.crosscheck.actions.checking.keyed", lambda anchor: anchor)
        scenes.report("aigerim", scenes.person(scenes.RAHIMOV, phone=scenes.PHONE))
        for text in QUESTIONS:
            scenes.ask("farrukh", text)
    guesses = tried_out("farrukh")
    with viewing(cast.viewer("aigerim")):
        assert set(Hit.objects.values_list("theirs", flat=True)) == set(guesses)
    database = str(connection.settings_dict["NAME"])
    connection.close()
    with server.ensure_server(durable=False).administrator(database) as administrator, administrator.transaction():
        KEYED.renew(None, Editor(administrator))
    for text in QUESTIONS:
        scenes.ask("farrukh", text)
    with viewing(cast.viewer("aigerim")):
        held = Hit.objects.values_list("pair", "mine", "theirs", "times")
        assert {theirs: times for _, _, theirs, times in held} == {keyed(each): 2 for each in guesses}
        assert all(pair == pair_of(mine, theirs) for pair, mine, theirs, _ in held)


class Editor:
    """What a migration is given, on a connection of its own."""

    def __init__(self, raw: object) -> None:
        """On a raw connection."""
        self.connection = raw
