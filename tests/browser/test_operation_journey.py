"""Journey: two officers of two states carry a joint operation to its closing, each in a browser of his own."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from kerege.foundation import chance
from tests.browser.forms import fill, fill_by_keyboard
from tests.browser.words import Words

Enter = Callable[..., Page]
Look = Callable[[Page], list[str]]
PURPOSE = "joint_operation"
CONTEXTS = {"Invite": "button"}


def day(back: int = 0) -> str:
    """A day so many days ago."""
    return (chance.today() - timedelta(days=back)).isoformat()


def act(page: Page, say: Words, address: str, entry: str, button: str, **values: str) -> None:
    """Open the page of an act, fill it, send it."""
    page.goto(f"{address}do/{entry}/")
    fill(page, values)
    page.locator("main").get_by_role("button", name=say(button, CONTEXTS.get(button, "")), exact=True).click()
    expect(page.locator(".notice.good")).to_be_visible()


def test_two_states_carry_an_operation_from_the_invitation_to_its_closing(
    enter: Enter, say: Words, violations: Look
) -> None:
    lead = enter("hamid", say.language, purpose=PURPOSE)
    guest = enter("farrukh", say.language, purpose=PURPOSE)
    title = f"EXERCISE {say.language} channel"
    address = begun(lead, guest, say, title, violations)
    named(lead, guest, say, address, violations)
    released(lead, guest, say, address, violations)
    worked(lead, guest, say, address, violations)
    reported(lead, guest, say, address, violations)
    closed(lead, guest, say, address, violations)


def begun(lead: Page, guest: Page, say: Words, title: str, violations: Look) -> str:
    """Founded from the menu, the other state invited and in; the address of the work file."""
    lead.goto("/")
    with lead.expect_navigation():
        lead.locator("#menu").get_by_role("link", name=say("Operations", "menu: joint")).click()
    assert violations(lead) == []
    fill(lead, {"title": title, "template": "border"})
    lead.get_by_role("button", name=say("Found it")).click()
    expect(lead.get_by_role("heading", level=1)).to_have_text(title)
    assert violations(lead) == []
    address = lead.url
    guest.goto(address)
    expect(guest.locator("main")).not_to_contain_text(title)
    invited(lead, say, address, title)
    guest.goto("/operations/")
    card = guest.locator("section.card", has_text=title)
    expect(card).to_contain_text(f"EXERCISE words of {title}")
    card.get_by_role("button", name=say("Take part")).click()
    expect(guest.get_by_role("heading", level=1)).to_have_text(title)
    return address


def named(lead: Page, guest: Page, say: Words, address: str, violations: Look) -> None:
    """Dushanbe takes part by two named officers, by keyboard; it ends one of them, and opens the file to all again."""
    guest.goto(address)
    guest.get_by_role("link", name=say("Named officers"), exact=True).click()
    assert violations(guest) == []
    officer = guest.locator("select[name=officer] option").last.get_attribute("value")
    fill_by_keyboard(guest, {"officer": str(officer), "role": "analyst"})
    guest.get_by_role("button", name=say("Name", "button"), exact=True).press("Enter")
    expect(guest.locator(".notice.good")).to_be_visible()
    expect(guest.locator("main")).to_contain_text(say("named officers only"))
    assert violations(guest) == []
    lead.goto(f"{address}officers/")
    expect(lead.locator("main")).to_contain_text("TJ")
    assert violations(lead) == []
    guest.locator("main a[href*='?end=']").last.press("Enter")
    assert violations(guest) == []
    guest.get_by_role("button", name=say("End it"), exact=True).click()
    guest.get_by_role("link", name=say("Open it to the whole agency")).click()
    guest.get_by_role("button", name=say("Open it"), exact=True).click()
    expect(guest.locator("main")).to_contain_text(say("the whole agency"))


def released(lead: Page, guest: Page, say: Words, address: str, violations: Look) -> None:
    """The lead releases a seizure of his own; the other opens it from the list and sees it on the map."""
    lead.goto(f"{address}records/")
    expect(lead.locator("main")).to_contain_text(say("No record is released to this operation that you may see"))
    with lead.expect_navigation():
        lead.get_by_role("link", name=say("Release a record"), exact=True).click()
    assert violations(lead) == []
    first = lead.locator("main [name=report]").first
    report, number = str(first.get_attribute("value")), lead.locator("main label:has([name=report])").first.inner_text()
    fill(lead, {"find": number.split(" ")[0], "last_day": day(-30)})
    lead.get_by_role("button", name=say("Look"), exact=True).click()
    expect(lead.locator("main [name=last_day]")).to_have_value(day(-30))
    expect(lead.locator("main [name=report]")).to_have_count(1)
    fill(lead, {"report": report, "part": "facts"})
    lead.get_by_role("button", name=say("Release", "button: let others see"), exact=True).click()
    expect(lead.locator(".notice.good")).to_be_visible()
    guest.goto(f"{address}records/")
    assert violations(guest) == []
    expect(guest.locator("svg .dot").first).to_be_attached()
    guest.locator(f"main a[href='/records/{report}/']").click()
    expect(guest.get_by_role("heading", level=1)).to_contain_text("UZ-")


def worked(lead: Page, guest: Page, say: Words, address: str, violations: Look) -> None:
    """Scope, an officer with his telephone, a task given and done, the phases."""
    act(lead, say, address, "scope", "Keep it", since=day(20), until=day())
    officer = {"name": "EXERCISE officer", "role": "duty", "telephone": "+992 00 000 00 00"}
    act(guest, say, address, "contact", "Keep it", **officer)
    lead.goto(f"{address}contacts/")
    expect(lead.get_by_role("link", name="+992 00 000 00 00")).to_be_visible()
    assert violations(lead) == []
    act(lead, say, address, "task", "Keep it", title="EXERCISE task", due=day(-1), agency="TJ-DCA")
    guest.goto(address)
    assert violations(guest) == []
    guest.locator("li", has_text="EXERCISE task").get_by_role("link").click()
    guest.get_by_role("button", name=say("It is done"), exact=True).click()
    lead.goto(address)
    expect(lead.locator("main li", has_text="EXERCISE task")).to_have_count(0)
    for _phase in range(2):
        act(lead, say, address, "phase", "Begin it")


def reported(lead: Page, guest: Page, say: Words, address: str, violations: Look) -> None:
    """Both draft their sheets; what looks like one seizure is named so; a corrected figure shows its difference."""
    for page in (lead, guest):
        page.goto(f"{address}do/sheet/")
        assert violations(page) == []
        page.get_by_role("button", name=say("Put it into the work file")).click()
        expect(page.locator(".notice.good")).to_be_visible()
    lead.goto(f"{address}results/")
    asked = lead.locator("section.card", has_text=say("Perhaps one seizure"))
    before = asked.locator("li").count()
    assert before > 0
    assert violations(lead) == []
    asked.get_by_role("button", name=say("One seizure")).first.click()
    lead.goto(f"{address}results/")
    expect(asked.locator("li")).to_have_count(before - 1)
    act(guest, say, address, "correction", "Keep it", figure="seized|heroin|kg", value="1", words="EXERCISE")
    lead.goto(f"{address}results/")
    drafted = say("drafted %(drafted)s, by hand %(difference)s").split("%")[0]
    expect(lead.locator("td", has_text=drafted)).to_be_visible()
    act(lead, say, address, "phase", "Begin it")


def closed(lead: Page, guest: Page, say: Words, address: str, violations: Look) -> None:
    """Each writes what was learnt, the lead the assessment; all of it is read in the closed file."""
    act(guest, say, address, "debrief", "Keep it", words="EXERCISE: our debrief")
    act(lead, say, address, "lesson", "Keep it", words="EXERCISE: one radio channel")
    act(lead, say, address, "assessment", "Keep it", words="EXERCISE: went as planned")
    act(lead, say, address, "phase", "Begin it")
    guest.goto(address)
    expect(guest.locator("main")).to_contain_text(say("operation closed"))
    guest.goto(f"{address}log/")
    for words in ("EXERCISE: our debrief", "EXERCISE: one radio channel", "EXERCISE: went as planned"):
        expect(guest.locator("main")).to_contain_text(words)
    assert violations(guest) == []


@pytest.mark.parametrize("say", ["ru"], indirect=True)
def test_who_declines_leaves_or_is_removed_reads_nothing_from_that_moment_in_an_open_browser(
    enter: Enter, say: Words, violations: Look
) -> None:
    lead, guest = enter("hamid", say.language, purpose=PURPOSE), enter("farrukh", say.language, purpose=PURPOSE)
    title = "EXERCISE short-lived"
    lead.goto("/operations/")
    fill(lead, {"title": title})
    lead.get_by_role("button", name=say("Found it")).click()
    address = lead.url
    invited(lead, say, address, title)
    guest.goto("/operations/")
    card = guest.locator("section.card", has_text=title)
    card.get_by_text(say("Decline"), exact=True).click()
    card.locator("textarea").fill("EXERCISE: no officers free")
    assert violations(guest) == []
    card.get_by_role("button", name=say("Decline the invitation")).click()
    expect(guest.locator("main")).not_to_contain_text(title)
    lead.goto(address)
    expect(lead.locator("main")).to_contain_text("EXERCISE: no officers free")

    taken_part(lead, guest, say, address, title)
    guest.goto(f"{address}do/leave/")
    assert violations(guest) == []
    fill(guest, {"why": "EXERCISE: called away"})
    guest.locator("main").get_by_role("button", name=say("Leave"), exact=True).click()
    expect(guest.locator("main")).not_to_contain_text(title)
    assert shut(guest, address)

    taken_part(lead, guest, say, address, title)
    guest.goto(f"{address}contacts/")
    act(lead, say, address, "remove", "Remove it", member="TJ-DCA", why="EXERCISE: by mistake")
    with guest.expect_navigation() as opened:
        guest.locator(f"main a[href='{urlsplit(address).path}log/']").click()
    assert opened.value.status == 404
    assert shut(guest, address)
    guest.goto("/operations/")
    expect(guest.locator("main")).not_to_contain_text(title)
    lead.goto(f"{address}log/")
    expect(lead.locator("main")).to_contain_text("EXERCISE: by mistake")


def invited(lead: Page, say: Words, address: str, title: str) -> None:
    """Dushanbe is invited by the code of its agency."""
    act(lead, say, address, "invite", "Invite", invited="TJ-DCA", message=f"EXERCISE words of {title}")


def taken_part(lead: Page, guest: Page, say: Words, address: str, title: str) -> None:
    """Invited again, and in; the work file is open before the guest."""
    invited(lead, say, address, title)
    guest.goto("/operations/")
    guest.locator("section.card", has_text=title).get_by_role("button", name=say("Take part")).click()
    expect(guest.get_by_role("heading", level=1)).to_have_text(title)


def shut(page: Page, address: str) -> bool:
    """Whether no page of a work file opens for this browser any more."""
    return all(
        page.request.get(f"{address}{part}").status == 404 for part in ("", "records/", "results/", "contacts/", "log/")
    )


def test_the_pages_of_a_work_file_fit_a_narrow_screen_and_work_without_scripts(enter: Enter, say: Words) -> None:
    page = enter("hamid", say.language, width=390, scripts=False, purpose=PURPOSE)
    page.goto("/operations/")
    fill(page, {"title": f"EXERCISE {say.language} narrow", "template": "post"})
    page.get_by_role("button", name=say("Found it")).click()
    address = page.url
    narrow = enter("hamid", say.language, "dark", 390, purpose=PURPOSE)
    for part in ("", "records/", "results/", "contacts/", "log/", "do/invite/", "do/scope/", "do/contact/", "do/task/"):
        narrow.goto(address + part)
        expect(narrow.get_by_role("heading", level=1)).to_be_visible()
        wide = narrow.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, part
