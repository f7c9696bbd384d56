"""Declared changes of the directory: who may make which, told before they are made, fenced twice, kept in a list."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import translation

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose, Role, Viewer
from kerege.rooms.directory import actions, queries
from kerege.rooms.directory.actions import ChangeRefusedError, NotYourChangeError
from kerege.rooms.directory.actions.changing import DOINGS
from kerege.rooms.records.actions import Saved
from tests import cast
from tests.rooms.records import desk

pytestmark = pytest.mark.django_db


OTHERS = [n for n, (_, role) in cast.OFFICERS.items() if role not in {Role.ADMINISTRATOR, Role.COORDINATOR}]
LIAISON = {
    "agency": "CENTRE-IAU",
    "code": "centre-liaison",
    "kind": "liaison",
    "name_en": "EXERCISE",
    "name_ru": "УЧЕБНЫЙ",
}
EXCHANGE = {"agreement": "EXCHANGE", "source": "EXERCISE"}
NAMES = {"name_en": "EXERCISE", "name_ru": "УЧЕБНОЕ"}
LIAISON = {"agency": "CENTRE-IAU", "code": "centre-liaison", "kind": "liaison", **NAMES}


def today(days: int = 0) -> str:
    """A day from today as text."""
    return (chance.today() + timedelta(days=days)).isoformat()


def make(name: str, code: str, /, **given: str) -> actions.Made:
    """Make a change as a member of the cast."""
    actor = cast.viewer(name, Purpose.OWN_WORK)
    with translation.override("en"), viewing(actor):
        return actions.make_change(actor=actor, code=code, given=given)


def foresee(name: str, code: str, /, **given: str) -> str:
    """What a change would do, in one text."""
    actor = cast.viewer(name, Purpose.OWN_WORK)
    with translation.override("en"), viewing(actor):
        return "\n".join(actions.foresee_change(actor=actor, code=code, given=given).effects)


def number(name: str) -> str:
    """The stable number of a member of the cast."""
    return cast.viewer(name).officer_number


def with_own_administrator() -> Viewer:
    """KZ takes an administrator of its own; returns his viewer."""
    made = make(
        "admin", "add-officer", agency="KZ-POLICE", number="EX-900", name="EXERCISE Keeper", username="kz_admin"
    )
    assert made.password
    make("admin", "appoint", officer="EX-900", desk="kz-almaty", role="administrator", since=today())
    return cast.viewer("kz_admin", Purpose.OWN_WORK)


def test_every_declared_change_is_done_by_something() -> None:
    assert set(DOINGS) | {"add-officer", "new-password"} == set(queries.CHANGES)


@pytest.mark.parametrize(
    "name", [name for name, (_, role) in cast.OFFICERS.items() if role not in {Role.ADMINISTRATOR, Role.COORDINATOR}]
)
def test_no_other_role_changes_anything(name: str) -> None:
    actor = cast.viewer(name)
    with viewing(actor):
        assert queries.changes_for(actor) == []
    with pytest.raises(NotYourChangeError):
        make(name, "end-party", party="TJ", last_day=today(), source="EXERCISE")


def test_foreseeing_keeps_nothing() -> None:
    told = foresee("admin", "end-party", party="TJ", last_day=today(-1), source="EXERCISE decision 1")
    assert "TJ reads nothing of others any more" in told
    assert f"{number('farrukh')}@tj-dushanbe:releasing" in told
    with viewing(cast.viewer("admin", Purpose.OWN_WORK)):
        assert all(card.until is None for card in queries.party_cards())
        assert queries.changes_made() == []


def test_a_status_ends_and_begins_again_and_both_stay_in_the_list() -> None:
    saved = desk.report("aigerim")
    make("admin", "end-party", party="TJ", last_day=today(-1), source="EXERCISE decision 1")
    assert not reads("farrukh", saved)
    make("admin", "resume-party", party="TJ", since=today(), source="EXERCISE decision 2")
    assert reads("farrukh", saved)
    with viewing(cast.viewer("farrukh")):
        assert [entry.code for entry in queries.changes_made()] == ["resume-party", "end-party"]


def reads(name: str, saved: Saved) -> bool:
    """Whether somebody reads a report; a hat that ended reads nothing."""
    return desk.read(name, saved) is not None


def test_an_agreement_in_force_opens_and_its_suspension_closes_the_exchange_and_the_history_keeps_both() -> None:
    given = {"agreement": "EXCHANGE", "party": "TJ", "since": today(), "source": "EXERCISE note 3"}
    told = foresee("tj_coordinator", "state-agreement", state="suspended", **given)
    assert "No data of persons pass to or from TJ any more" in told
    saved = desk.report("aigerim")
    desk.release("aigerim", saved, "TJ")
    assert desk.sees_names("farrukh", saved)
    make("tj_coordinator", "state-agreement", state="suspended", **given)
    assert not desk.sees_names("farrukh", saved)
    make("tj_coordinator", "state-agreement", state="in_force", **given)
    assert desk.sees_names("farrukh", saved)
    with viewing(cast.viewer("farrukh")):
        agreement = next(each for each in queries.agreements() if each.code == "EXCHANGE")
        party = queries.party("TJ").id
        states = [
            state.value for each, state, _since, _source in queries.agreement_history(agreement.id) if each == party
        ]
    assert states == ["in_force", "suspended", "in_force"]


def test_a_coordinator_speaks_for_his_own_party_alone() -> None:
    with pytest.raises(ChangeRefusedError):
        make(
            "tj_coordinator",
            "state-agreement",
            agreement="EXCHANGE",
            party="KZ",
            state="denounced",
            since=today(),
            source="x",
        )
    with pytest.raises(NotYourChangeError):
        make("tj_coordinator", "state-fact", party="TJ", fact="council_granted_facts", since=today(), source="x")


def test_succession_tells_who_gains_what_stays_in_one_party_and_is_undone() -> None:
    saved = desk.report("erlan", desk.facts_only(), send=False)
    given = {"abolished": "KZ-CUSTOMS", "successor": "KZ-POLICE", "day": today(), "source": "EXERCISE decree 4"}
    told = foresee("kz_coordinator", "succeed", **given)
    assert "Every officer of KZ-POLICE reads and keeps the records of KZ-CUSTOMS" in told
    make("kz_coordinator", "succeed", **given)
    with viewing(cast.viewer("bolat")):
        assert "KZ-CUSTOMS" in {a.code for a in queries.agencies() if a.successor is not None}
    assert saved.report
    assert "Officers of KZ-POLICE lose the records of KZ-CUSTOMS" in foresee(
        "kz_coordinator", "undo-succession", abolished="KZ-CUSTOMS", source="EXERCISE decree 5"
    )
    make("kz_coordinator", "undo-succession", abolished="KZ-CUSTOMS", source="EXERCISE decree 5")
    with viewing(cast.viewer("bolat")):
        assert all(a.successor is None for a in queries.agencies())


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"successor": "TJ-DCA"}, "successor"),
        ({"successor": "KZ-CUSTOMS"}, "successor"),
        ({"day": "2999-01-01"}, "day"),
        ({"source": ""}, "source"),
        ({"day": "yesterday"}, "day"),
    ],
)
def test_a_succession_that_does_not_fit_is_refused_by_its_field(change: dict[str, str], field: str) -> None:
    given = {"abolished": "KZ-CUSTOMS", "successor": "KZ-POLICE", "day": today(), "source": "EXERCISE", **change}
    with pytest.raises(ChangeRefusedError) as refused:
        make("kz_coordinator", "succeed", **given)
    assert [fault.path for fault in refused.value.faults] == [field]


def test_a_liaison_officer_hands_over_in_one_act() -> None:
    make(
        "admin",
        "add-desk",
        agency="CENTRE-IAU",
        code="centre-liaison",
        kind="liaison",
        name_en="EXERCISE",
        name_ru="УЧЕБНЫЙ",
    )
    old, new = number("bolat"), number("gulnora")
    make("admin", "accredit", officer=old, since=today(-10), until=today(300), reference="EXERCISE A-1")
    make("admin", "appoint", officer=old, desk="centre-liaison", role="liaison", since=today(-10))
    hat = f"{old}@centre-liaison:liaison:{today(-10)}"
    given = {"hat": hat, "officer": new, "day": today(), "until": today(365), "reference": "EXERCISE A-2"}
    told = foresee("admin", "hand-over", **given)
    assert f"This hat opens nothing any more: {old}@centre-liaison:liaison" in told
    assert f"This hat opens what its role and desk may see: {new}@centre-liaison:liaison" in told
    make("admin", "hand-over", **given)
    worn = {h.desk.code for h in queries.hats_of(queries.account_id("gulnora"))}
    assert "centre-liaison" in worn
    assert "centre-liaison" not in {h.desk.code for h in queries.hats_of(queries.account_id("bolat"))}


def test_who_comes_must_be_of_the_same_state() -> None:
    make(
        "admin",
        "add-desk",
        agency="CENTRE-IAU",
        code="centre-liaison",
        kind="liaison",
        name_en="EXERCISE",
        name_ru="УЧЕБНЫЙ",
    )
    make("admin", "appoint", officer=number("bolat"), desk="centre-liaison", role="liaison", since=today(-10))
    hat = f"{number('bolat')}@centre-liaison:liaison:{today(-10)}"
    with pytest.raises(ChangeRefusedError, match="same party"):
        make("admin", "hand-over", hat=hat, officer=number("farrukh"), day=today(), until=today(9), reference="x")


def test_nobody_gives_himself_a_hat_by_door_or_by_sql() -> None:
    with pytest.raises(ChangeRefusedError, match="himself"):
        make("admin", "appoint", officer=number("admin"), desk="kz-almaty", role="analyst", since=today())
    actor = cast.viewer("admin", Purpose.OWN_WORK)
    with viewing(actor):
        place = queries.desk_by_code("kz-almaty").id
        with pytest.raises(DatabaseError), transaction.atomic():
            actions.appoint(officer=actor.officer, desk=place, role=Role.ANALYST, since=chance.today())


def test_an_officer_takes_no_hat_of_another_party() -> None:
    with pytest.raises(ChangeRefusedError, match="another party"):
        make("admin", "appoint", officer=number("farrukh"), desk="kz-almaty", role="analyst", since=today())


def test_a_party_with_an_administrator_is_kept_by_him_alone() -> None:
    keeper = with_own_administrator()
    with pytest.raises(ChangeRefusedError):
        make("admin", "appoint", officer=number("bolat"), desk="kz-almaty", role="desk", since=today())
    registry = cast.viewer("admin", Purpose.OWN_WORK)
    with viewing(registry):
        place, who = queries.desk_by_code("kz-almaty").id, cast_officer("bolat")
        with pytest.raises(DatabaseError), transaction.atomic():
            actions.appoint(officer=who, desk=place, role=Role.DESK, since=chance.today())
    with viewing(keeper):
        given = {"officer": number_of(who), "desk": "kz-almaty", "role": "desk", "since": today()}
        actions.make_change(actor=keeper, code="appoint", given=given)


def cast_officer(name: str) -> UUID:
    """An officer's id, read inside an open context."""
    return next(o.id for o in queries.officers() if o.name == f"EXERCISE {name}")


def number_of(officer: UUID) -> str:
    """An officer's number, read inside an open context."""
    return next(o.number for o in queries.officers() if o.id == officer)


def test_an_administrator_of_a_party_sees_no_officer_of_another_and_changes_none() -> None:
    keeper = with_own_administrator()
    with viewing(keeper):
        assert {o.party for o in queries.officers()} == {keeper.party}
        with pytest.raises(NotYourChangeError):
            actions.make_change(
                actor=keeper,
                code="state-fact",
                given={"party": "OBS", "fact": "council_granted_facts", "since": today()},
            )
        place = queries.desk_by_code("tj-dushanbe").id
        with pytest.raises(DatabaseError), transaction.atomic():
            actions.appoint(officer=cast_officer("bolat"), desk=place, role=Role.ANALYST, since=chance.today())


def test_the_list_of_changes_holds_no_name_and_no_secret() -> None:
    with_own_administrator()
    for name, told in (("bolat", True), ("director", True), ("farrukh", False)):
        with viewing(cast.viewer(name)):
            kept = str([entry.given for entry in queries.changes_made()])
        assert ("EX-900" in kept) is told, name
        assert "Keeper" not in kept
        assert "kz_admin" not in kept


def test_a_new_password_ends_tokens_and_a_closed_account_signs_nobody_in() -> None:
    account = queries.account_id("bolat")
    token, _until = actions.make_token(account=account, hat=queries.hats_of(account)[0].id, name="EXERCISE")
    made = make("admin", "new-password", officer=number("bolat"))
    assert actions.check_password("bolat", made.password) is None
    make("kz_coordinator", "confirm-account", officer=number("bolat"))
    assert actions.check_password("bolat", made.password) == account
    assert actions.check_password("bolat", cast.PASSWORD) is None
    with pytest.raises(actions.BadTokenError):
        actions.token_grant(token)
    make("admin", "close-account", officer=number("bolat"))
    assert actions.check_password("bolat", made.password) is None
    make("admin", "open-account", officer=number("bolat"))
    assert actions.check_password("bolat", made.password) == account


def test_a_closed_desk_ends_its_hats_and_opens_again() -> None:
    make("admin", "close-desk", desk="kz-korday", last_day=today(-1))
    assert queries.hats_of(queries.account_id("daniyar")) == []
    make("admin", "reopen-desk", desk="kz-korday")
    make("admin", "appoint", officer="EX-002", desk="kz-korday", role="post", since=today())
    assert [hat.desk.code for hat in queries.hats_of(queries.account_id("daniyar"))] == ["kz-korday"]


PARTY = {"code": "EXQ", "party_class": "correspondent", "since": today(), "source": "EXERCISE", **NAMES}
PERMITS = {"permits": "controlled_delivery,nominal_exchange"}
CASES: list[tuple[str, str, dict[str, str]]] = [
    ("admin", "add-party", PARTY),
    ("admin", "add-agency", {"party": "UZ", "code": "UZ-LAB", "kind": "laboratory", **NAMES}),
    ("admin", "add-agreement", {"code": "CD-1", **PERMITS, **NAMES}),
    ("admin", "name-coordinator", {"agency": "UZ-CUSTOMS"}),
    ("kz_coordinator", "name-coordinator", {"agency": "KZ-POLICE"}),
    ("admin", "set-level", {"party": "UZ", "level": "open", "source": "EXERCISE"}),
    ("tj_coordinator", "set-words", {"party": "TJ", "words": "EXERCISE words"}),
    ("admin", "add-group", {"code": "EX-G", "members": "TJ", "since": today(), "source": "EXERCISE", **NAMES}),
    ("kz_coordinator", "set-gates", {"gate_facts": "automatic", "gate_nominal": "coordinator"}),
]


@pytest.mark.parametrize(("name", "code", "given"), CASES)
def test_each_remaining_change_is_made_and_listed(name: str, code: str, given: dict[str, str]) -> None:
    foresee(name, code, **given)
    make(name, code, **given)
    with viewing(cast.viewer("farrukh")):
        assert [entry.code for entry in queries.changes_made()] == [code]


def test_a_granted_observer_reads_facts_until_the_grant_ends() -> None:
    saved = desk.report("aigerim", desk.facts_only())
    make("admin", "state-fact", party="OBS", fact="council_granted_facts", since=today(), source="EXERCISE")
    assert reads("observer", saved)
    make("admin", "end-fact", fact=f"OBS:council_granted_facts:{today()}", last_day=today(-1), source="EXERCISE")
    assert not reads("observer", saved)


ENDINGS: list[tuple[str, dict[str, str]]] = [
    ("end-party", {"party": "TJ", "source": "EXERCISE"}),
    ("end-fact", {"fact": f"OBS:council_granted_facts:{today()}", "source": "EXERCISE"}),
    ("end-hat", {"hat": "EX-901@kz-almaty:desk:" + today(-10)}),
    ("end-accreditation", {"accreditation": "EX-901:" + today(-10), "source": "EXERCISE"}),
]


@pytest.mark.parametrize(("code", "given"), ENDINGS)
def test_what_ends_is_shortened_and_never_made_longer_by_ending_it(code: str, given: dict[str, str]) -> None:
    make("admin", "state-fact", party="OBS", fact="council_granted_facts", since=today(), source="EXERCISE")
    make("admin", "add-officer", agency="KZ-POLICE", number="EX-901", name="EXERCISE Guest")
    make("admin", "appoint", officer="EX-901", desk="kz-almaty", role="desk", since=today(-10))
    make("admin", "accredit", officer="EX-901", since=today(-10), until=today(90), reference="EXERCISE A-3")
    make("admin", code, **given, last_day=today(20))
    for days in (21, 400):
        with pytest.raises(ChangeRefusedError, match="cannot make it longer") as refused:
            make("admin", code, **given, last_day=today(days))
        assert [fault.path for fault in refused.value.faults] == ["last_day"]
    make("admin", code, **given, last_day=today(10))


@pytest.mark.parametrize("confirmer", ["admin", "bolat", "aigerim", "tj_coordinator"])
def test_nobody_but_a_second_person_of_the_party_opens_what_an_administrator_made(confirmer: str) -> None:
    made = make("admin", "new-password", officer=number("bolat"))
    with pytest.raises((ChangeRefusedError, NotYourChangeError)):
        make(confirmer, "confirm-account", officer=number("bolat"))
    with pytest.raises(ChangeRefusedError):
        make("admin", "open-account", officer=number("bolat"))
    assert actions.check_password("bolat", made.password) is None


def test_a_first_password_opens_only_the_choice_of_ones_own() -> None:
    made = make("admin", "add-officer", agency="KZ-POLICE", number="EX-920", name="EXERCISE New", username="kz_new")
    assert actions.check_password("kz_new", made.password) is None
    make("kz_coordinator", "confirm-account", officer="EX-920")
    account = actions.check_password("kz_new", made.password)
    assert account is not None
    assert actions.must_change_password(account)
    for bad in (made.password, "short", "password1234"):
        with pytest.raises(ValidationError):
            actions.choose_password(account=account, password=bad)
    actions.choose_password(account=account, password="EXERCISE own words 77")
    assert not actions.must_change_password(account)
    assert actions.check_password("kz_new", made.password) is None
    with pytest.raises(ChangeRefusedError, match="waits for nobody"):
        make("kz_coordinator", "confirm-account", officer="EX-920")


def test_nobody_renews_his_own_password_by_the_directory() -> None:
    with pytest.raises(ChangeRefusedError, match="your own account"):
        make("admin", "new-password", officer=number("admin"))
