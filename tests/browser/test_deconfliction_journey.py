"""Journeys: two desks plan on one yard and are told; the duty desk mediates a surveillance for one that telephones."""

import itertools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.bank import TWICE
from tests.browser.forms import fill, fill_by_keyboard, reach
from tests.browser.words import Words

Enter = Callable[..., Page]
Look = Callable[[Page], list[str]]
TURN = itertools.count()


def planned(place: str, north: int, kind: str = "raid") -> dict[str, str]:
    """The fields of a plan; `north` keeps the plans of different journeys apart, all along one border."""
    starts = datetime.now(tz=UTC) + timedelta(hours=30)
    return {
        "kind": kind,
        "place": place,
        "point": f"{42.9 + north % 2 / 10:.2f} {73.9 + north * 0.04:.2f}",
        "starts": f"{starts:%d.%m.%Y %H:%M}",
        "ends": f"{starts + timedelta(hours=3):%d.%m.%Y %H:%M}",
        "zone": "Asia/Almaty",
        "scope": "border",
        "scope_note": "KG",
        "belt_km": "4",
        "case": "EX-2026-1",
        "supervisor": "EXERCISE supervisor",
        "telephone": "+7 700 000 00 01",
    }


def submit(page: Page, say: Words, given: dict[str, str]) -> None:
    """Fill in, read back, keep."""
    fill(page, given)
    page.get_by_role("button", name=say("Read it back"), exact=True).click()
    expect(page.get_by_role("heading", name=say("Read it back"))).to_be_visible()
    page.get_by_role("button", name=say("It is right: keep and compare")).click()


def test_two_desks_on_one_yard_are_told_whom_to_call_and_what_is_called_off_vanishes(
    enter: Enter, say: Words, violations: Look, pass_time: Callable[..., None]
) -> None:
    """One acknowledges, the other late and after the duty desk; neither reads the other's words."""
    north = next(TURN)
    ours, theirs = enter("bolat", say.language), enter("tj_analyst", say.language)
    for page, place in ((ours, "First yard"), (theirs, "Second yard")):
        page.goto("/deconfliction/new/")
        submit(page, say, planned(f"{place} {north}", north))
    expect(theirs.locator("main")).to_contain_text("kz-almaty")
    assert violations(theirs) == []
    assert "First yard" not in theirs.content()
    ours.goto("/deconfliction/")
    expect(row_of(ours, f"First yard {north}")).to_contain_text("tj-dushanbe")
    acknowledged(ours, say, f"First yard {north}")
    duty = overdue(enter, say, pass_time)
    acknowledged(theirs, say, f"Second yard {north}")
    expect(theirs.locator("main")).to_contain_text(say("both have acknowledged"))
    called_off(ours, say, f"First yard {north}", violations)
    theirs.goto("/deconfliction/")
    expect(row_of(theirs, f"Second yard {north}")).to_have_count(0)
    reviewed(duty, say, violations)


def row_of(page: Page, place: str) -> Locator:
    """The line of a list that names this place."""
    return page.get_by_role("row").filter(has_text=place)


def acknowledged(page: Page, say: Words, place: str) -> None:
    """One side acknowledges the conflict of its event."""
    row_of(page, place).get_by_role("button", name=say("Acknowledge")).click()
    expect(row_of(page, place)).to_be_visible()
    expect(row_of(page, place).get_by_role("button")).to_have_count(0)


def crossings(duty: Page, say: Words) -> Locator:
    """The crossings of Almaty with Dushanbe on the page of the duty desk, those that wait first."""
    shown = duty.get_by_role("article", name=say("Crossing"), exact=True)
    return shown.filter(has_text="kz-almaty").filter(has_text="tj-dushanbe")


def overdue(enter: Enter, say: Words, pass_time: Callable[..., None]) -> Page:
    """Half an hour later the crossing waits for the duty desk, which calls, by keys alone; the page of the desk."""
    duty = enter("duty", say.language)
    duty.goto("/deconfliction/desk/")
    overdue_words = say("not acknowledged in time: call them")
    expect(crossings(duty, say).filter(has_text=overdue_words)).to_have_count(0)
    pass_time(minutes=31)
    duty.reload()
    expect(crossings(duty, say).first).to_contain_text(overdue_words)
    assert "yard" not in crossings(duty, say).first.inner_text()
    reach(duty, crossings(duty, say).first.locator("input[name=reason]"))
    duty.keyboard.type("told tj-dushanbe by telephone")
    press(duty, say("Note a call"))
    expect(crossings(duty, say).first).to_contain_text("told tj-dushanbe by telephone")
    return duty


def called_off(page: Page, say: Words, place: str, violations: Look) -> None:
    """A side calls its event off, with its reason."""
    row_of(page, place).get_by_role("link", name=place).click()
    assert violations(page) == []
    fill(page, {"reason": "EXERCISE nobody came"})
    page.get_by_role("button", name=say("Call it off")).click()
    expect(row_of(page, place)).to_contain_text(say("called off"))


def reviewed(duty: Page, say: Words, violations: Look) -> None:
    """What was called off after the conflict was known is reviewed by the desk that keeps the crossing."""
    duty.goto("/deconfliction/desk/")
    expect(crossings(duty, say).first).to_contain_text(
        say("an event was called off after the conflict: to be reviewed")
    )
    assert violations(duty) == []
    reach(duty, crossings(duty, say).first.locator("input[name=reason]"))
    duty.keyboard.type("EXERCISE both desks agree")
    press(duty, say("Keep the review"))
    duty.goto("/deconfliction/desk/")
    expect(duty.locator("main")).not_to_contain_text(say("an event was called off after the conflict: to be reviewed"))


@pytest.mark.parametrize("say", ["ru"], indirect=True)
def test_a_subject_of_two_open_cases_is_told_to_both_and_neither_reads_what_the_other_wrote(
    enter: Enter, say: Words, violations: Look
) -> None:
    sides = (("bolat", "tj-dushanbe", 0, 1), ("tj_analyst", "kz-almaty", 1, 0))
    for who, called, own, others in sides:
        page = enter(who, say.language, "dark", 390)
        page.goto("/deconfliction/subjects/")
        row = row_of(page, TWICE[own])
        expect(row).to_contain_text(called)
        expect(row).to_contain_text(say("possible"))
        assert TWICE[others] not in page.content()
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_duty_desk_works_by_keyboard_for_an_officer_who_telephones(
    enter: Enter, say: Words, violations: Look
) -> None:
    """Read back, called back, kept; then it calls one and tells both: the desk touches nothing but keys."""
    north = next(TURN) + 20
    watching = enter("bolat", say.language)
    watching.goto("/deconfliction/new/")
    submit(watching, say, planned(f"Watched house {north}", north, "surveillance"))
    duty = enter("duty", say.language)
    duty.goto("/deconfliction/desk/")
    assert violations(duty) == []
    duty.keyboard.press("t")
    duty.keyboard.press("Tab")
    expect(duty.locator("select[name=desk]")).to_be_focused()
    fill_by_keyboard(duty, {"desk": "kg-osh", "caller": "EX-010", "called_back": "on"})
    fill_by_keyboard(duty, planned(f"Dictated yard {north}", north))
    press(duty, say("Read it back"))
    expect(duty.get_by_role("heading", name=say("Read it back"))).to_be_visible()
    press(duty, say("It is right: keep and compare"))
    expect(duty.locator("main")).to_contain_text("kz-almaty")
    assert "Watched house" not in duty.content()
    duty.keyboard.press("n")
    expect(duty.locator("article[data-key=n]").first).to_be_focused()
    reach(duty, duty.locator("article").filter(has_text="kg-osh").first.locator("input[name=reason]"))
    duty.keyboard.type("called kz-almaty")
    duty.keyboard.press("Tab")
    duty.keyboard.press("Enter")
    card = duty.locator("article").filter(has_text="called kz-almaty").first
    expect(card).to_be_visible()
    reach(duty, card.get_by_role("button", name=say("Tell both sides")))
    with duty.expect_navigation():
        duty.keyboard.press("Enter")
    watching.goto("/deconfliction/")
    expect(watching.get_by_role("row").filter(has_text=f"Watched house {north}")).to_contain_text("kg-osh")


def press(page: Page, name: str) -> None:
    """Reach a button by the tabulator, and press it."""
    reach(page, page.get_by_role("button", name=name, exact=True))
    with page.expect_navigation():
        page.keyboard.press("Enter")
