"""Journeys: a name in Cyrillic meets a Latin record of another party; the hit is judged, remembered, taken back."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.bank import CYRILLIC, STORED
from tests.browser.forms import fill
from tests.browser.words import Words

Enter = Callable[..., Page]


def ask(page: Page, say: Words) -> None:
    """Check the name of this language."""
    page.goto("/check/")
    fill(page, {"text": CYRILLIC[say.language]})
    press_check(page, say)


def press_check(page: Page, say: Words) -> None:
    """The button of the page, not the one of the header."""
    name = say("Check", "button: ask whether something is known")
    page.locator("main").get_by_role("button", name=name, exact=True).click()


def test_a_cyrillic_name_meets_a_latin_record_of_another_party(
    enter: Enter, say: Words, violations: Callable[[Page], list[str]]
) -> None:
    page = enter("bolat", say.language)
    page.goto("/records/")
    page.keyboard.press("/")
    page.keyboard.type(CYRILLIC[say.language])
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=say("Who will be told"))).to_be_visible()
    expect(page.get_by_role("heading", name=say("This is what we read"))).to_be_visible()
    expect(page.locator("#answers")).to_have_count(0)
    press_check(page, say)

    answers = page.locator("#answers")
    expect(answers).to_contain_text(say("A lead, not an identity. No arrest, search or refusal on this alone."))
    finding = answers.locator(".finding").first
    expect(finding).to_contain_text("tj-dushanbe")
    expect(finding).to_contain_text("+7 700 000 00 00")
    expect(finding).to_contain_text(say("held by another desk"))
    assert violations(page) == []
    shown = answers.inner_text()
    assert [each for each in STORED if each in shown] == []

    other = enter("tj_analyst", say.language)
    other.goto("/hits/?all=1&side=owner")
    rows = other.get_by_role("row")
    expect(rows.filter(has_text="kz-almaty").first).to_be_visible()
    expect(rows.filter(has_text=say("held by another desk")).first).to_be_visible()
    assert CYRILLIC[say.language] not in other.locator("main").inner_text()


def test_nothing_found_is_no_clearance(enter: Enter, say: Words) -> None:
    page = enter("bolat", say.language)
    page.goto("/check/")
    fill(page, {"text": "Zzyzx Qwertov"})
    press_check(page, say)
    expect(page.locator("#answers")).to_contain_text(say("Nothing that may be shown to you."))
    expect(page.locator("#answers")).to_contain_text(
        say("This does not mean that nothing is held, and it is not a clearance.")
    )


def test_a_hit_is_judged_not_the_same_remembered_and_taken_back(
    enter: Enter, say: Words, violations: Callable[[Page], list[str]]
) -> None:
    page = enter("bolat", say.language)
    ask(page, say)
    page.locator("#answers").get_by_role("link", name=say("Look and judge")).first.click()
    address = page.url
    fill(page, {"verdict": "not_same"})
    page.get_by_role("button", name=say("Keep the judgement")).click()
    expect(page.locator(".summary").get_by_role("link")).to_contain_text(say("Reason"))
    reason = "EXERCISE: another father's name, by telephone"
    fill(page, {"verdict": "not_same", "reason": reason})
    page.get_by_role("button", name=say("Keep the judgement")).click()
    expect(page.locator("main .notice.good")).to_contain_text(say("Your judgement is kept. It can be taken back."))

    colleague = enter("bolat", say.language, purpose="analysis")
    colleague.goto(address)
    assert violations(colleague) == []
    kept = colleague.get_by_role("listitem").filter(has_text=reason)
    expect(kept).to_contain_text(say("not the same"))
    kept.get_by_role("link", name=say("Take back")).click()
    colleague.get_by_role("button", name=say("Take back")).click()
    expect(colleague.get_by_role("listitem").filter(has_text=reason)).to_contain_text(say("taken back"))


def test_a_check_is_made_without_scripts(enter: Enter, say: Words) -> None:
    page = enter("bolat", say.language, scripts=False)
    ask(page, say)
    expect(page.locator("#answers .finding").first).to_contain_text("tj-dushanbe")
