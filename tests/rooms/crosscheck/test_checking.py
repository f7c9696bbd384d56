"""One check: finding modes, grades, sentences, exclusions, roles, purposes, rationing."""

import random
import threading

import pytest
from django.db import connections

from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose
from kerege.rooms.crosscheck import actions, queries
from kerege.rooms.crosscheck.rules import words
from kerege.rooms.directory.queries import NoSuchPartyError
from tests import cast
from tests.rooms.crosscheck.scenes import PHONE, RAHIMOV, ask, findings, inbox, person, report, thing, wire

pytestmark = pytest.mark.usefixtures("node")


def test_a_suspect_of_another_party_is_a_hit_without_score_or_content() -> None:
    report("aigerim", person(RAHIMOV, phone=PHONE, birth_date="12.03.1987"))
    result = ask("farrukh", f"Farrukh Rahimov 1987, {PHONE}")
    hit = result.hits[0]
    assert findings(result) == [("hit", "strong", "kz-almaty")]
    assert hit.fields == ("name", "birth", "phone")
    assert hit.score is None
    assert hit.record is None
    assert hit.call is not None
    assert hit.call.telephone
    assert "Саидович" not in wire(result)
    assert "EX-1" not in wire(result)


def test_an_own_record_is_open_with_reasons_score_and_content() -> None:
    report("aigerim", person(RAHIMOV, phone=PHONE, birth_date="12.03.1987"))
    result = ask("bolat", f"Farrukh Rahimov 1987, {PHONE}")
    hit = result.hits[0]
    assert hit.finding == "open"
    assert hit.score is not None
    assert hit.score > 0.9
    assert hit.record is not None
    assert hit.record.names == (RAHIMOV,)
    texts = [queries.reason_line(reason, "en", str) for reason in hit.reasons]
    assert "the same phone number: +992918123456" in texts
    assert any("Latin and Cyrillic" in text for text in texts)


@pytest.mark.parametrize(
    "asked", ["Rahimov Farrukh", "РАХИМОВ ФАРРУХ", "فرخ رحیموف", "Farruh Rakhimov", "Raximov Farrux"]
)
def test_a_name_is_found_in_every_script(asked: str) -> None:
    report("aigerim", person(RAHIMOV))
    assert findings(ask("farrukh", asked)) == [("hit", "possible", "kz-almaty")]


def test_initials_and_a_name_of_the_father_are_found_where_the_day_of_birth_is_the_same() -> None:
    report("aigerim", person("Жасур Каримов", birth_date="12.03.1985"))
    report("aigerim", person("Ерлан Серікұлы", birth_date="13.04.1986"))
    for asked in ("KARIMOV J. 12.03.1985", "Yerlan Serikov 13.04.1986"):
        result = ask("farrukh", asked)
        assert findings(result) == [("hit", "possible", "kz-almaty")]
        assert result.hits[0].fields == ("name", "birth")
    assert ask("farrukh", "KARIMOV J. 1985").hits == ()


def test_a_mirror_of_a_shop_is_found_as_possible_and_its_own_address_as_strong() -> None:
    report("farrukh", thing("shop", "url", "https://exercise2.to/shop"), thing("shop", "url", "exercise9.to/other"))
    assert findings(ask("bolat", "exercise2.to/shop")) == [("hit", "strong", "tj-dushanbe")]
    assert findings(ask("bolat", "exercise3.biz/shop")) == [("hit", "possible", "tj-dushanbe")]
    (hit,) = ask("farrukh", "exercise3.biz/shop").hits
    told = [queries.reason_line(reason, "en", str) for reason in hit.reasons]
    assert told == ["a mirror of the same shop: exercise3.biz/shop"]


def test_a_name_alone_is_never_shown_to_a_post_officer_and_a_post_is_told_to_call_its_desk() -> None:
    report("farrukh", person(RAHIMOV, phone=PHONE))
    assert ask("daniyar", "Rahimov Farrukh").hits == ()
    result = ask("daniyar", f"Rahimov Farrukh {PHONE}")
    assert [(hit.finding, hit.call) for hit in result.hits] == [("hit", None)]
    assert result.wire("en", str)["hits"][0]["call"] == "call your desk"  # type: ignore[index]
    assert "tj-dushanbe" not in wire(result)


def test_a_contact_is_silent_and_only_its_owner_learns_with_a_clock_of_72_hours() -> None:
    report("farrukh", person(RAHIMOV, category="contact", phone=PHONE))
    assert ask("aigerim", PHONE).hits == ()
    told = inbox("farrukh")
    assert [(hit.side, hit.finding, hit.fields) for hit in told] == [("owner", "silent", ("phone",))]
    assert told[0].due_at is not None
    assert (told[0].due_at - told[0].made_at).total_seconds() == 72 * 3600
    assert told[0].call is not None
    assert told[0].call.code == "kz-almaty"
    assert inbox("aigerim") == []


def test_a_victim_is_found_by_nobody_and_nobody_is_told() -> None:
    report("farrukh", person(RAHIMOV, category="victim", phone=PHONE))
    assert ask("aigerim", PHONE).hits == ()
    assert inbox("farrukh") == []


def test_what_was_not_offered_is_searched_for_nobody_else() -> None:
    report("tj_analyst", person(RAHIMOV, phone=PHONE))
    assert ask("aigerim", PHONE).hits == ()
    assert findings(ask("farrukh", PHONE)) == [("open", "strong", "tj-dushanbe")]


def test_a_party_without_the_agreement_finds_and_tells_nothing() -> None:
    report("aigerim", person(RAHIMOV, phone=PHONE))
    assert ask("ksenia", PHONE).hits == ()
    assert inbox("aigerim") == []


def test_a_party_that_imposes_death_does_not_find_a_suspect() -> None:
    report("aigerim", person(RAHIMOV, phone=PHONE))
    assert ask("observer", PHONE).hits == ()


@pytest.mark.parametrize("left_out", ["KZ", "kz", "kz-almaty"])
def test_an_excluded_party_or_desk_is_not_searched_and_learns_nothing(left_out: str) -> None:
    report("aigerim", person(RAHIMOV, phone=PHONE))
    assert ask("farrukh", PHONE, exclude=[left_out]).hits == ()
    assert inbox("aigerim") == []


def test_an_unknown_code_of_an_exclusion_is_refused_with_the_codes_there_are() -> None:
    with pytest.raises(NoSuchPartyError, match="KZ"):
        ask("farrukh", PHONE, exclude=["XX"])


def test_the_owner_learns_desk_purpose_and_fields_but_neither_case_nor_what_was_asked() -> None:
    report("aigerim", person(RAHIMOV, phone=PHONE))
    ask("farrukh", f"Rahimov, Farruh, {PHONE}", case="SECRET-CASE")
    told = inbox("bolat")[0]
    shown = str(told.wire("en", str))
    assert (told.purpose, told.fields) == ("investigation", ("phone",)) or told.fields == ("name", "phone")
    assert "SECRET-CASE" not in shown
    assert "Farruh" not in shown


def test_own_work_is_no_purpose_for_a_check_and_others_need_grounds() -> None:
    with pytest.raises(actions.UnableToCheckError) as own:
        ask("farrukh", PHONE, purpose=Purpose.OWN_WORK)
    assert own.value.message == words.NEEDS_PURPOSE
    with pytest.raises(actions.UnableToCheckError) as bare:
        ask("farrukh", PHONE, case="")
    assert bare.value.message == words.NEEDS_GROUNDS
    assert ask("daniyar", PHONE, purpose=Purpose.BORDER_CONTROL, case="").hits == ()


@pytest.mark.parametrize("who", ["org_analyst", "admin", "gulnora", "kz_coordinator"])
def test_organisations_and_roles_that_do_not_find_are_refused(who: str) -> None:
    with pytest.raises(actions.UnableToCheckError):
        ask(who, PHONE)


def test_a_text_with_nothing_to_look_up_is_refused() -> None:
    with pytest.raises(actions.UnableToCheckError) as problem:
        ask("farrukh", "12.03.1987 …")
    assert problem.value.message == words.NOTHING_ASKED


def test_the_sentences_of_the_law_stand_on_every_answer() -> None:
    report("aigerim", person(RAHIMOV, phone=PHONE))
    found, nothing = ask("farrukh", PHONE), ask("farrukh", "+992 900 00 00 00")
    assert found.wire("en", str)["sentence"] == (
        "A lead, not an identity. No arrest, search or refusal on this alone. Confirm by two independent identifiers."
    )
    assert nothing.wire("en", str)["sentence"] == (
        "Nothing that may be shown to you. This does not mean that nothing is held, and it is not a clearance."
    )


def test_a_desk_that_holds_several_matches_is_one_hit() -> None:
    for _ in range(3):
        report("aigerim", person(RAHIMOV, phone=PHONE))
    assert findings(ask("farrukh", PHONE)) == [("hit", "strong", "kz-almaty")]
    assert len([hit for hit in inbox("farrukh") if hit.side == "asker"]) == 1


def test_nearly_equal_checks_are_rationed_and_shown_to_the_owner() -> None:
    report("aigerim", person(RAHIMOV))
    for year in range(1960, 1972):
        ask("farrukh", f"Rahimov Farrukh {year}")
    with pytest.raises(actions.UnableToCheckError) as problem:
        ask("farrukh", "Rahimov Farrukh 1990")
    assert problem.value.message == words.TOO_NEAR
    assert inbox("aigerim")[0].near == 12
    ask("farrukh", "Rahimov Farrukh 1965")


def test_nearly_equal_questions_are_rationed_however_they_are_spread_over_lists() -> None:
    """Any split over single questions and lists, among others that are unlike: no more are answered than one by one."""
    dice = random.Random("EXERCISE lists")
    others = iter(f"+992 900 {at:02d} 22 33" for at in range(10, 99))
    report("aigerim", person(RAHIMOV))
    for who in ("farrukh", "hamid", "iskender"):
        near = [f"Rahimov Farrukh {year}" for year in range(1940, 1980)]
        answered = 0
        while near:
            taken = [near.pop() for _ in range(min(dice.choice((1, 2, 2, 5, 11)), len(near)))]
            lines = [*taken, *(next(others) for _ in range(dice.randint(0, 1)))]
            dice.shuffle(lines)
            answered += len(taken) * is_answered(who, lines)
        assert 2 <= answered <= 12, f"{who} felt his way with {answered} questions"
        assert len(asked_at_once(who, ["Nobody Known EXERCISE", "+992 901 55 66 77"])) == 2, (
            "others are not kept waiting"
        )


def asked_at_once(who: str, lines: list[str]) -> list[queries.CheckResult]:
    """A list asked by somebody of the cast, committed."""
    viewer = cast.viewer(who, Purpose.INVESTIGATION, case="EX-7")
    with viewing(viewer):
        return actions.check_list(actor=viewer, questions=queries.read_lines("\n".join(lines)))


def is_answered(who: str, lines: list[str]) -> bool:
    """Whether a list is answered; it is refused whole, for being nearly equal to others."""
    try:
        return len(asked_at_once(who, lines)) == len(lines)
    except actions.UnableToCheckError as problem:
        if problem.message != words.TOO_NEAR:
            raise
        return False


def test_checks_of_one_desk_made_at_the_same_moment_are_counted_too() -> None:
    """Twenty-four nearly equal ones from many hands at once: those of the ration are answered, not one more."""
    answered: list[bool] = []
    together = threading.Barrier(6)

    def feel(years: range) -> None:
        together.wait()
        try:
            for year in years:
                try:
                    ask("farrukh", f"Rahimov Farrukh {year}")
                    answered.append(True)
                except actions.UnableToCheckError:
                    answered.append(False)
        finally:
            connections.close_all()

    hands = [threading.Thread(target=feel, args=(range(1950 + 4 * at, 1954 + 4 * at),)) for at in range(6)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert (len(answered), sum(answered)) == (24, 12)


def test_a_repeated_check_is_one_hit_that_counts_its_times() -> None:
    report("aigerim", person(RAHIMOV, phone=PHONE))
    first, second = ask("farrukh", PHONE), ask("farrukh", PHONE)
    assert first.hits[0].id == second.hits[0].id
    assert [(hit.times, hit.near) for hit in inbox("aigerim")] == [(2, 1)]


def test_a_list_is_asked_in_order() -> None:
    report("aigerim", person(RAHIMOV, phone=PHONE), thing("vehicle", "plate", "777ABC02"))
    viewer = cast.viewer("farrukh", Purpose.INVESTIGATION, case="EX-7")
    with viewing(viewer):
        questions = queries.read_lines(f"+992 900 11 22 33\n\n{PHONE}\n777 ABC 02\n")
        found = actions.check_list(actor=viewer, questions=questions)
    assert [[hit.fields for hit in each.hits] for each in found] == [[], [("phone",)], [("plate",)]]


def test_who_will_be_told_is_said_before_and_does_not_depend_on_records() -> None:
    viewer = cast.viewer("farrukh", Purpose.INVESTIGATION, case="EX-7")
    with viewing(viewer):
        before = queries.who_will_be_told(viewer=viewer, exclude=["KZ", "kg-osh"])
    report("hamid", person(RAHIMOV))
    with viewing(viewer):
        after = queries.who_will_be_told(viewer=viewer, exclude=["KZ", "kg-osh"])
    assert before == after
    assert [party.code for party in before.parties] == ["CENTRE", "KG", "OBS", "TJ", "UZ"]
    assert [party.code for party in before.left_out_parties] == ["KZ"]
    assert before.left_out_desks == ("kg-osh",)


def test_a_challenged_or_retracted_record_gives_no_hits() -> None:
    from kerege.rooms.records import actions as records_actions

    made = report("aigerim", person(RAHIMOV, phone=PHONE))
    assert ask("farrukh", PHONE).hits
    viewer = cast.viewer("aigerim")
    with viewing(viewer):
        records_actions.retract(actor=viewer, report_id=made, expected=1, reason="EXERCISE")
    assert ask("farrukh", PHONE).hits == ()
    assert ask("bolat", PHONE).hits == ()
