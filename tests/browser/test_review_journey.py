"""Journey: review days are worked off by keys alone, each line with its own reason, and one is taken back."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.forms import reach
from tests.browser.words import Words

Enter = Callable[..., Page]


def test_reviews_are_kept_and_taken_back_by_keyboard(enter: Enter, violations: Callable[[Page], list[str]]) -> None:
    say = Words("ru")
    page = enter("aigerim", "ru", "dark")
    page.goto("/")
    page.keyboard.press("g")
    with page.expect_navigation():
        page.keyboard.press("v")
    reasons = page.locator("main input[name^=reason-]")
    for at in (0, 1):
        reach(page, reasons.nth(at))
        page.keyboard.type(f"EXERCISE the case is open, {at}")
    reach(page, page.get_by_role("button", name=say("Keep those with a reason")))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    said = page.locator("section.card", has=page.get_by_role("heading", name=say("Said just now")))
    expect(said.locator("li")).to_have_count(2)
    assert violations(page) == []
    number = said.locator("li a").first.inner_text()
    reach(page, said.get_by_role("button").first)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(said.locator("li")).to_have_count(1)
    expect(page.get_by_role("textbox", name=say("Reason to keep %(number)s", number=number))).to_be_visible()
