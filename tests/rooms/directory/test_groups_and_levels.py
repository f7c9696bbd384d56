"""Named groups, a party's level and its words of official use: who changes them, what they open and print."""

import pytest
from django.db import DatabaseError, transaction
from django.utils.translation import override

from kerege.foundation.viewing import viewing
from kerege.kernel.law import Level, Part, Purpose
from kerege.rooms.access import queries as access
from kerege.rooms.directory import actions, queries
from kerege.rooms.directory.actions import ChangeRefusedError
from kerege.rooms.directory.models import Party
from kerege.rooms.records import actions as records
from kerege.rooms.records.actions import Saved
from tests import cast
from tests.rooms.directory.test_changes import NAMES, foresee, make, today
from tests.rooms.records import desk

pytestmark = pytest.mark.django_db


def with_group(*members: str) -> None:
    """The group EX-G with these members since ten days ago."""
    given = {"code": "EX-G", "members": ", ".join(members), "since": today(-10), "source": "EXERCISE"}
    make("admin", "add-group", **given, **NAMES)


def release_to_group(saved: Saved) -> None:
    """Give the nominal part of a report to the group."""
    actor = cast.viewer("aigerim")
    with viewing(actor):
        audience, kind = queries.audience("ex-g")
        assert kind == "group"
        records.release(
            actor=actor,
            report_id=saved.report,
            part=Part.NOMINAL,
            audience=audience,
            audience_kind=kind,
            purposes=[Purpose.INVESTIGATION],
        )


def test_a_release_to_a_group_opens_to_whoever_stands_in_it_and_closes_when_he_leaves() -> None:
    with_group("tj-dushanbe")
    saved = desk.report("aigerim")
    release_to_group(saved)
    assert desk.sees_names("farrukh", saved)
    assert not desk.sees_names("hamid", saved)
    given = {"membership": f"EX-G:tj-dushanbe:{today(-10)}", "last_day": today(-1), "source": "EXERCISE"}
    told = foresee("admin", "leave-group", **given)
    assert "tj-dushanbe no longer reads what was released to the group EX-G" in told
    make("admin", "leave-group", **given)
    assert not desk.sees_names("farrukh", saved)
    assert not desk.sees_names("hamid", saved)


def test_who_will_see_a_report_names_the_group() -> None:
    with_group("UZ")
    saved = desk.report("aigerim")
    release_to_group(saved)
    with viewing(cast.viewer("aigerim")):
        assert access.audience_name(queries.audience("EX-G")[0], "en") == "EXERCISE"


def test_founding_a_group_tells_who_stands_in_it_and_nobody_joins_it_later() -> None:
    given = {"code": "EX-G", "members": "TJ, uz-tashkent, tj", "since": today(), "source": "EXERCISE", **NAMES}
    told = foresee("admin", "add-group", **given)
    assert "TJ reads what was and will be released to the group EX-G" in told
    make("admin", "add-group", **given)
    with viewing(cast.viewer("farrukh")):
        [group] = queries.groups()
    assert [each.code for each in group.members] == ["TJ", "uz-tashkent"]
    with pytest.raises(ChangeRefusedError, match="taken"):
        make("admin", "add-group", **given | {"code": "ex-g", "members": "KG"})
    assert "join-group" not in queries.CHANGES


@pytest.mark.parametrize("members", [" , ", "TJ, ATLANTIS", ", ".join(f"X{at}" for at in range(61))])
def test_a_group_of_nobody_of_strangers_or_of_too_many_is_refused_by_its_field(members: str) -> None:
    with pytest.raises(ChangeRefusedError) as refused:
        make("admin", "add-group", code="EX-G", members=members, since=today(), source="EXERCISE", **NAMES)
    assert [fault.path for fault in refused.value.faults] == ["members"]


def test_a_party_that_reads_open_reports_alone_reads_none_for_official_use() -> None:
    saved = desk.report("aigerim", desk.facts_only(level="official_use"))
    assert desk.read("farrukh", saved) is not None
    given = {"party": "TJ", "level": "open", "source": "EXERCISE decision 6"}
    assert "TJ no longer reads reports for official use" in foresee("admin", "set-level", **given)
    make("admin", "set-level", **given)
    assert desk.read("farrukh", saved) is None
    assert desk.read("farrukh", desk.report("aigerim", desk.facts_only())) is not None
    make("admin", "set-level", **given | {"level": "official_use"})
    assert desk.read("farrukh", saved) is not None


def test_the_centre_does_not_close_official_use_to_itself() -> None:
    with pytest.raises(ChangeRefusedError, match="centre"):
        make("admin", "set-level", party="CENTRE", level="open", source="EXERCISE")


def test_a_party_prints_its_own_words_on_its_reports() -> None:
    given = {"party": "KZ", "words": "EXERCISE: ДСП"}
    assert "print as: EXERCISE: ДСП" in foresee("kz_coordinator", "set-words", **given)
    make("kz_coordinator", "set-words", **given)
    entry = desk.read("farrukh", desk.report("aigerim"))
    assert entry is not None
    assert entry.official_words == "KZ: EXERCISE: ДСП"


def test_a_coordinator_writes_the_words_of_no_other_party_and_no_level_by_door_or_by_sql() -> None:
    with pytest.raises(ChangeRefusedError):
        make("tj_coordinator", "set-words", party="KZ", words="x")
    actor = cast.viewer("tj_coordinator", Purpose.OWN_WORK)
    with viewing(actor):
        with pytest.raises(DatabaseError), transaction.atomic():
            actions.set_level(party=actor.party, level=Level.OPEN)
        other = queries.party("KZ").id
        actions.set_words(party=other, words="x")
        assert Party.objects.get(id=other).official_use_words == ""


TAKEN = ("TJ", "TJ-DCA", "tj-dushanbe", "EX-G")
"""A party, an agency, a desk and a group of others."""


def alike(code: str) -> set[str]:
    """A code, and others that a reader takes for it."""
    digits = code.replace("u", "U").replace("O", "0").replace("I", "1").replace("i", "1").replace("l", "1")
    return {code, code.swapcase(), code.replace("-", "_"), code.replace("-", ""), digits}


def test_no_body_is_given_a_code_that_names_another_partys() -> None:
    """Every kind of body, every kind of code that is taken, and what looks like it: releases go by these codes."""
    with_group("uz-tashkent")
    bodies: dict[str, dict[str, str]] = {
        "add-party": {"party_class": "correspondent", "since": today(), "source": "EXERCISE"},
        "add-agency": {"party": "UZ", "kind": "laboratory"},
        "add-desk": {"agency": "UZ-CUSTOMS", "kind": "analysis"},
        "add-group": {"members": "UZ", "since": today(), "source": "EXERCISE"},
    }
    for change, given in bodies.items():
        for code in sorted({look for taken in TAKEN for look in alike(taken)}):
            with pytest.raises(ChangeRefusedError, match="code"):
                make("admin", change, **given, **NAMES, code=code)


def test_an_agency_and_its_own_desk_may_have_one_code() -> None:
    make("admin", "add-desk", agency="UZ-CUSTOMS", kind="unit", code="uz-customs", **NAMES)
    with viewing(cast.viewer("aigerim")):
        agency = next(each.id for each in queries.agencies() if each.code == "UZ-CUSTOMS")
        assert access.audience("uz-customs") == (agency, "agency")


def test_a_code_that_bodies_of_two_parties_bear_names_nobody() -> None:
    """However it came into the directory: nothing is released to who took it later."""
    with viewing(queries.system_viewer("found-node")):
        party = queries.party("UZ").id
        actions.add_agency(
            party=party, code="tj-dushanbe", kind=queries.AgencyKind.CUSTOMS, name_en="EXERCISE", name_ru="УЧЕБНОЕ"
        )
    asked = pytest.raises(queries.NoSuchAudienceError, match="more than one party")
    with override("en"), viewing(cast.viewer("aigerim")), asked:
        access.audience("tj-dushanbe")
