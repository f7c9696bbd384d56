"""Journeys: two desks plan on one yard and are told; the duty desk mediates a surveillance for one that telephones."""

import itertools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from tests.browser.forms import fill, fill_by_keyboard, reach
from tests.browser.words import Words

Enter = Callable[..., Page]
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


def test_two_desks_on_one_yard_are_told_whom_to_call(
    enter: Enter, say: Words, violations: Callable[[Page], list[str]]
) -> None:
    """Both acknowledge, in two browsers; neither reads the other's words."""
    north = next(TURN)
    ours, theirs = enter("bolat", say.language), enter("tj_analyst", say.language)
    for page, place in ((ours, "First yard"), (theirs, "Second yard")):
        page.goto("/deconfliction/new/")
        submit(page, say, planned(f"{place} {north}", north))
    expect(theirs.locator("main")).to_contain_text("kz-almaty")
    assert violations(theirs) == []
    assert "First yard" not in theirs.content()
    ours.goto("/deconfliction/")
    row = ours.get_by_role("row").filter(has_text=f"First yard {north}")
    expect(row).to_contain_text("tj-dushanbe")
    for page, place in ((ours, "First yard"), (theirs, "Second yard")):
        row = page.get_by_role("row").filter(has_text=f"{place} {north}")
        row.get_by_role("button", name=say("Acknowledge")).click()
        expect(page.get_by_role("row").filter(has_text=f"{place} {north}")).to_be_visible()
    expect(theirs.locator("main")).to_contain_text(say("both have acknowledged"))


def test_the_duty_desk_works_by_keyboard_for_an_officer_who_telephones(
    enter: Enter, say: Words, violations: Callable[[Page], list[str]]
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
