"""Journey: a seizure with a person and a phone is reported, mended, sent, found, opened, corrected by two at once."""

import re
from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, expect

from kerege.foundation import chance
from tests.browser.forms import control, fill
from tests.browser.words import Words

Enter = Callable[..., Page]
FACTS = {
    "country": "KZ",
    "place": "EXERCISE Korday",
    "items.0.substance": "heroin",
    "items.0.quantity": "2.5",
    "items.0.unit": "kg",
}
PERSON = {
    "case_reference": "EX-2026-77",
    "subjects.0.kind": "person",
    "subjects.0.name": "УЧЕБНЫЙ Сейтов Нурлан",
    "subjects.0.offence": "smuggling",
    "subjects.0.stated_fact": "EXERCISE: drove the car",
}


def add_a_person(page: Page, say: Words) -> None:
    """Open the nominal part and write a person with a phone, without saying which category."""
    page.locator("details.nominal > summary").click()
    page.get_by_role("button", name=say("Add a person or thing")).click()
    expect(control(page, "subjects.0.name")).to_be_visible()
    page.get_by_role("button", name=say("Add an identifier")).click()
    expect(control(page, "subjects.0.identifiers.0.value")).to_be_visible()
    fill(page, PERSON | {"subjects.0.identifiers.0.value": "+7 701 555 12 34"})


def preview(page: Page, say: Words) -> None:
    """Ask who will see it."""
    page.get_by_role("button", name=say("Go on: who will see this")).click()


def reported(page: Page, say: Words) -> str:
    """Report the seizure without a fault; returns the reference."""
    page.goto("/report/seizure/")
    fill(page, FACTS | {"occurred": (chance.today() - timedelta(days=1)).isoformat()})
    preview(page, say)
    page.get_by_role("button", name=say("Send"), exact=True).click()
    return number_of(page)


def number_of(page: Page) -> str:
    """The reference of the report that the page shows."""
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("KZ-ALMATY-")
    return heading.inner_text().split()[-1]


def test_a_seizure_with_a_person_and_a_phone_is_reported(
    enter: Enter, say: Words, violations: Callable[[Page], list[str]]
) -> None:
    page = enter("bolat", say.language)
    page.goto("/")
    page.locator("#menu").get_by_role("link", name=say("Report", "menu: write a report")).click()
    page.get_by_role("link", name=re.compile(f"^{say('Seizure')}")).click()
    fill(page, FACTS | {"occurred": "32.01.2026"})
    add_a_person(page, say)
    preview(page, say)

    summary = page.locator(".summary")
    expect(summary.get_by_role("heading")).to_have_text(say("There is a problem"))
    expect(summary).to_contain_text(say("We cannot read this date. Write 14.03.2022, March 2022, 2022 or about 2022."))
    expect(summary.get_by_role("listitem")).to_have_count(2)
    assert violations(page) == []
    summary.get_by_role("link").first.click()
    expect(control(page, "occurred")).to_be_focused()
    expect(control(page, "subjects.0.name")).to_have_value(PERSON["subjects.0.name"])
    day = (chance.today() - timedelta(days=1)).strftime("%d.%m.%Y")
    fill(page, {"occurred": day, "subjects.0.category": "suspect"})
    preview(page, say)

    expect(page.get_by_role("heading", level=1)).to_have_text(say("Before it is sent"))
    expect(page.get_by_role("heading", name=say("Who will see this"))).to_be_visible()
    expect(page.get_by_role("heading", name=say("The nominal part: who will see it"))).to_be_visible()
    expect(page.get_by_text(say("When others check a name or number of it"))).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name=say("Send"), exact=True).click()

    number = number_of(page)
    expect(page.locator("main .notice.good")).to_contain_text(number)
    expect(page.get_by_role("region", name=say("What is already known"))).to_be_visible()
    expect(page.locator("section.nominal")).to_contain_text(PERSON["subjects.0.name"])
    expect(page.locator("section.nominal")).to_contain_text("+77015551234")
    assert violations(page) == []

    page.goto("/records/")
    fill(page, {"substance": say_heroin(say)})
    page.get_by_role("button", name=say("Show"), exact=True).click()
    page.get_by_role("link", name=number).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(number)


def say_heroin(say: Words) -> str:
    """The substance as a reader of this language writes it."""
    return {"en": "heroin", "ru": "героин"}[say.language]


def test_two_corrections_at_once_are_shown_side_by_side(enter: Enter, say: Words) -> None:
    page = enter("bolat", say.language)
    number = reported(page, say)
    address = page.url
    page.get_by_role("link", name=say("Correct", "button: change a report")).click()
    other = enter("bolat", say.language)
    other.goto(page.url)
    fill(other, {"items.0.quantity": "2.6", "reason": "EXERCISE weighed again"})
    preview(other, say)
    other.get_by_role("button", name=say("Save as a new version")).click()
    expect(other).to_have_url(re.compile("/records/[0-9a-f-]+/"))

    fill(page, {"items.0.quantity": "2.7"})
    preview(page, say)
    expect(page.locator(".summary")).to_contain_text(
        say("Say why you correct it: the reason stays with the new version.")
    )
    fill(page, {"reason": "EXERCISE another scale"})
    preview(page, say)
    page.get_by_role("button", name=say("Save as a new version")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(say("Somebody saved a newer version"))
    row = page.get_by_role("row").filter(has_text="2.7")
    expect(row).to_contain_text("2.6")
    page.get_by_role("button", name=say("Go on from mine")).click()
    preview(page, say)
    page.get_by_role("button", name=say("Save as a new version")).click()

    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_contain_text(number)
    versions = page.get_by_role("heading", name=say("Versions"), exact=True).locator("xpath=following-sibling::ul[1]")
    expect(versions.get_by_role("listitem")).to_have_count(3)
    expect(versions).to_contain_text("EXERCISE weighed again")


def test_a_seizure_is_reported_without_scripts(enter: Enter, say: Words) -> None:
    page = enter("bolat", say.language, scripts=False)
    page.goto("/report/seizure/")
    fill(page, FACTS | {"occurred": (chance.today() - timedelta(days=2)).isoformat()})
    add_a_person(page, say)
    fill(page, {"subjects.0.category": "suspect"})
    preview(page, say)
    page.get_by_role("button", name=say("Send"), exact=True).click()
    expect(page.locator("main .notice.good")).to_contain_text("KZ-ALMATY-")
