"""Journeys: both sides of a request, each in a browser of its own, from the question to the feedback."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.forms import fill
from tests.browser.words import Words

Enter = Callable[..., Page]


def test_a_request_is_asked_clarified_answered_and_closed_by_two_officers(
    enter: Enter, say: Words, violations: Callable[[Page], list[str]]
) -> None:
    question = f"EXERCISE {say.language}: whose car is 123 ABC 02?"
    asker, asked = enter("bolat", say.language), enter("tj_analyst", say.language)
    address = sent(asker, say, question, violations)
    asked.goto("/requests/")
    expect(asked.locator("main")).to_contain_text(question)
    assert violations(asked) == []
    clarified(asker, asked, say, address)

    asked.goto(address)
    asked.get_by_role("link", name=say("Answer"), exact=True).click()
    assert violations(asked) == []
    fill(asked, {"outcome": "full", "text": "EXERCISE: a haulier of Khujand"})
    asked.get_by_role("button", name=say("Answer"), exact=True).click()
    expect(asked.locator("main")).to_contain_text(say("answered in full"))

    asker.goto(address)
    expect(asker.locator("main")).to_contain_text("EXERCISE: a haulier of Khujand")
    assert violations(asker) == []
    asker.get_by_role("link", name=say("Close with feedback")).click()
    fill(asker, {"useful": "useful"})
    asker.get_by_role("button", name=say("Close with feedback")).click()
    expect(asker.locator("main")).to_contain_text(say("closed"))


def sent(asker: Page, say: Words, question: str, violations: Callable[[Page], list[str]]) -> str:
    """Ask Dushanbe, after what was missing is filled in; the address of the request."""
    asker.goto("/requests/")
    asker.locator("main").get_by_role("link", name=say("New request")).first.click()
    assert violations(asker) == []
    fill(asker, {"kind": "request", "question": question, "desks": "tj-dushanbe", "urgency": "days_3"})
    asker.get_by_role("button", name=say("Send"), exact=True).click()
    expect(asker.locator(".summary")).to_contain_text(say("Give the legal basis."))
    fill(asker, {"basis": "EXERCISE act, article 7"})
    asker.get_by_role("button", name=say("Send"), exact=True).click()
    expect(asker.locator("main")).to_contain_text(question)
    return asker.url


def clarified(asker: Page, asked: Page, say: Words, address: str) -> None:
    """The asked desk asks back and is answered."""
    asked.goto(address)
    asked.get_by_role("button", name=say("Confirm receipt")).click()
    asked.get_by_role("link", name=say("Ask back")).click()
    fill(asked, {"text": "EXERCISE: which colour?"})
    asked.get_by_role("button", name=say("Ask back")).click()
    expect(asked.locator("main")).to_contain_text(say("waits for clarification"))
    asker.goto(address)
    expect(asker.locator("main")).to_contain_text("EXERCISE: which colour?")
    asker.get_by_role("link", name=say("Clarify")).click()
    fill(asker, {"text": "EXERCISE: red"})
    asker.get_by_role("button", name=say("Clarify")).click()


def test_the_pages_work_without_scripts_and_on_a_narrow_screen(enter: Enter, say: Words) -> None:
    page = enter("bolat", say.language, width=390, scripts=False)
    for address in ("/requests/", "/requests/new/", "/requests/figures/", "/requests/settings/", "/notices/"):
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    narrow = enter("bolat", say.language, "dark", 390)
    for address in ("/requests/?tab=all", "/requests/new/", "/notices/settings/"):
        narrow.goto(address)
        wide = narrow.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, address
