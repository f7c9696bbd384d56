"""Alerts of look-ups: officers, public figures, bait; the asker learns nothing, others neither."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose, Role
from kerege.rooms.oversight import actions, queries
from kerege.rooms.oversight.actions import UnableToWatchError
from kerege.rooms.oversight.queries import NoSuchAlertError, Oddity, WatchKind
from kerege.rooms.statistics import queries as statistics
from tests import cast
from tests.proofs.attempts import appointed
from tests.rooms.crosscheck.scenes import ask, inbox, wire

FIGURE = "Учебный Сановник Образцович"
BAIT = "Приманкин Вымысел Небывалович"
BAIT_PHONE = "+7 701 555 66 77"
KEEPERS = ("gulnora", "tj_dpo", "centre_dpo")


def watching(who: str, kind: WatchKind, **given: Any) -> UUID:
    """A data protection officer puts something under watch."""
    actor = cast.viewer(who, Purpose.OVERSIGHT)
    with viewing(actor):
        return actions.watch(actor=actor, kind=kind, reason="EXERCISE", **given)


def alerts_of(who: str) -> list[queries.AlertEntry]:
    """What an officer is shown of alerts."""
    viewer = cast.viewer(who, Purpose.OVERSIGHT)
    with viewing(viewer):
        return queries.alerts(viewer=viewer)


def seen(who: str) -> list[tuple[Oddity, str, str]]:
    """Kind, officer's number and the keeper's own words of each alert."""
    return [(each.kind, each.officer_number, each.about) for each in alerts_of(who)]


def test_looking_up_oneself_or_a_colleague_is_told_to_the_own_data_protection_alone(node: str) -> None:
    ask("bolat", "EXERCISE bolat")
    ask("bolat", "EXERCISE aigerim")
    number = cast.viewer("bolat").officer_number
    assert {kind for kind, _, _ in seen("gulnora")} >= {Oddity.SELF, Oddity.COLLEAGUE}
    assert {said for _, said, _ in seen("gulnora")} == {number}
    assert {each.officer_name for each in alerts_of("gulnora")} == {"EXERCISE bolat"}
    assert [seen(name) for name in (*KEEPERS[1:], "bolat", "aigerim", "kz_coordinator", "admin")] == [[]] * 6


def test_whoever_looks_himself_up_again_and_again_hides_nothing_by_it(node: str) -> None:
    """One line for what one officer repeats, with how often; settling it settles what is like it."""
    watching("gulnora", WatchKind.PUBLIC_FIGURE, name=FIGURE)
    ask("bolat", FIGURE)
    chance.advance(timedelta(minutes=1))  # of one instant, chance would say which alert stands first
    for _ in range(3):
        ask("bolat", "EXERCISE bolat")
    own, figure = alerts_of("gulnora")
    assert [(each.kind, each.times) for each in (own, figure)] == [(Oddity.SELF, 3), (Oddity.PUBLIC_FIGURE, 1)]
    viewer = cast.viewer("gulnora", Purpose.OVERSIGHT)
    with viewing(viewer):
        assert [each.kind for each in queries.alerts(viewer=viewer, limit=0)] == [Oddity.SELF, Oddity.PUBLIC_FIGURE]
        actions.settle(actor=viewer, alert=own.id, remark="EXERCISE his own name")
        found = queries.alerts(viewer=viewer)
    assert [(each.kind, each.settled_at is None) for each in found] == [
        (Oddity.PUBLIC_FIGURE, True),
        *[(Oddity.SELF, False)] * 3,
    ]


def test_a_public_figure_is_told_when_officers_of_the_party_look_him_up_in_any_script(node: str) -> None:
    watching("gulnora", WatchKind.PUBLIC_FIGURE, name=FIGURE)
    ask("bolat", "Sanovnik Uchebnyy, 1961")
    ask("farrukh", FIGURE)
    assert [(kind, about) for kind, _, about in seen("gulnora")] == [(Oddity.PUBLIC_FIGURE, FIGURE)]
    assert seen("tj_dpo") == []


@pytest.mark.parametrize("asked", [BAIT, "Primankin Vymysel", BAIT_PHONE])
def test_bait_is_met_in_any_script_and_by_its_number(node: str, asked: str) -> None:
    watching("gulnora", WatchKind.BAIT, name=BAIT, identifier_kind="phone", identifier=BAIT_PHONE)
    ask("bolat", asked)
    [alert] = alerts_of("gulnora")
    assert (alert.kind, alert.officer_name, alert.purpose) == (Oddity.BAIT, "EXERCISE bolat", "investigation")
    assert [seen(name) for name in ("tj_dpo", "centre_dpo", "aigerim", "farrukh")] == [[], [], [], []]


@pytest.mark.parametrize("planted", [("gulnora",), ("tj_dpo",), ("centre_dpo",), KEEPERS, ("gulnora", "gulnora")])
@pytest.mark.parametrize("asker", ["bolat", "farrukh", "tj_analyst", "erlan", "hamid"])
def test_of_bait_data_protection_of_the_asker_hears_whoever_planted_it(
    node: str, planted: tuple[str, ...], asker: str
) -> None:
    """Bait may bear the name of a man whom its keeper looks for: he hears of no look-up by officers of others."""
    for keeper in planted:
        watching(keeper, WatchKind.BAIT, name=BAIT)
    ask(asker, BAIT)
    for keeper in KEEPERS:
        own = cast.viewer(keeper).agency == cast.viewer(asker).agency
        about = [BAIT] * planted.count(keeper) + [""] * any(other != keeper for other in planted)
        number = cast.viewer(asker).officer_number
        assert sorted(seen(keeper)) == (sorted((Oddity.BAIT, number, each) for each in about) if own else [])


def test_bait_changes_no_answer_no_hit_and_no_total(node: str) -> None:
    """With and without bait: the check and the statistics say the same, no inbox has anything."""
    before = [answer_to(BAIT), totals()]
    watching("gulnora", WatchKind.BAIT, name=BAIT)
    assert [answer_to(BAIT), totals()] == before
    assert (len(seen("tj_dpo")), seen("gulnora")) == (1, [])
    assert inbox("farrukh") == inbox("aigerim") == []


def answer_to(text: str) -> dict[str, object]:
    """What a check answers, without its own number and instant."""
    said = json.loads(wire(ask("farrukh", text)))
    assert {"check", "made_at"} <= said.keys()
    return {name: value for name, value in said.items() if name not in {"check", "made_at"}}


def totals() -> str:
    """All totals that an analyst is shown."""
    viewer = cast.viewer("bolat")
    with viewing(viewer):
        return repr(statistics.seizures(viewer=viewer, since=viewer.day - timedelta(days=30), until=viewer.day))


def test_whom_the_asker_excludes_hears_of_no_bait(node: str) -> None:
    watching("gulnora", WatchKind.BAIT, name=BAIT)
    ask("farrukh", BAIT, exclude=["KZ"])
    assert seen("gulnora") == seen("tj_dpo") == []


def test_a_party_without_an_agreement_in_force_meets_no_bait(node: str) -> None:
    watching("gulnora", WatchKind.BAIT, name=BAIT)
    own = appointed("ru-omsk", Role.DATA_PROTECTION)
    ask("ksenia", BAIT)
    assert seen("gulnora") == []
    with viewing(own):
        assert queries.alerts(viewer=own) == []
        actions.watch(actor=own, kind=WatchKind.BAIT, name=BAIT, reason="EXERCISE")
    ask("ksenia", BAIT)
    with viewing(own):
        assert [each.about for each in queries.alerts(viewer=own)] == [BAIT]


def test_only_data_protection_watches_and_settles_what_is_its_own(node: str) -> None:
    watched = watching("gulnora", WatchKind.BAIT, name=BAIT)
    ask("bolat", BAIT)
    [alert] = alerts_of("gulnora")
    for name in ("aigerim", "kz_coordinator", "admin", "bolat"):
        actor = cast.viewer(name, Purpose.OVERSIGHT)
        with pytest.raises(PermissionError), viewing(actor):
            actions.watch(actor=actor, kind=WatchKind.BAIT, name=BAIT, reason="EXERCISE")
        deaf = NoSuchAlertError if name == "kz_coordinator" else PermissionError
        with pytest.raises(deaf), viewing(actor):
            actions.settle(actor=actor, alert=alert.id, remark="EXERCISE")
    foreign = cast.viewer("tj_dpo", Purpose.OVERSIGHT)
    with pytest.raises(NoSuchAlertError), viewing(foreign):
        actions.settle(actor=foreign, alert=alert.id, remark="EXERCISE")
    with pytest.raises(NoSuchAlertError), viewing(foreign):
        actions.end(actor=foreign, watched=watched)
    own = cast.viewer("gulnora", Purpose.OVERSIGHT)
    with viewing(own):
        actions.settle(actor=own, alert=alert.id, remark="EXERCISE asked his head")
        actions.end(actor=own, watched=watched)
    ask("bolat", BAIT)
    assert [each.remark for each in alerts_of("gulnora")] == ["EXERCISE asked his head"]


@pytest.mark.parametrize("given", [{}, {"name": "Приманкин"}, {"identifier_kind": "phone", "identifier": "x"}])
def test_too_little_is_not_watched(node: str, given: dict[str, str]) -> None:
    with pytest.raises(UnableToWatchError):
        watching("gulnora", WatchKind.BAIT, **given)


@pytest.mark.parametrize("table", ["oversight_watched", "oversight_alert"])
@pytest.mark.parametrize("name", ["bolat", "aigerim", "kz_coordinator", "tj_dpo", "admin", "centre_dpo"])
def test_raw_sql_shows_watched_names_and_alerts_to_their_keeper_alone(node: str, name: str, table: str) -> None:
    watching("gulnora", WatchKind.BAIT, name=BAIT)
    ask("bolat", BAIT)
    for who, count in ((name, 0), ("gulnora", 1)):
        with viewing(cast.viewer(who)), connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone()[0] == count


def test_the_council_sees_numbers_of_parties_and_no_bait(node: str) -> None:
    watching("gulnora", WatchKind.BAIT, name=BAIT)
    ask("farrukh", BAIT)
    ask("bolat", "EXERCISE bolat")
    viewer = cast.viewer("centre_dpo", Purpose.OVERSIGHT)
    with viewing(viewer):
        volumes, alerts = queries.over_all(viewer=viewer, since=viewer.day, until=viewer.day)
    asked = {(each.party, each.purpose): each.acts for each in volumes if each.kind == "check"}
    assert asked == {(cast.viewer(name).party, "investigation"): 1 for name in ("farrukh", "bolat")}
    assert "bait" not in {each.kind for each in alerts}
    assert {each.party for each in alerts} == {cast.viewer("bolat").party}
    other = cast.viewer("gulnora", Purpose.OVERSIGHT)
    with pytest.raises(PermissionError), viewing(other):
        queries.over_all(viewer=other, since=other.day, until=other.day)
