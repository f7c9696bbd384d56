"""Journeys: two officers of two states carry a delivery from its plan to its closing, each in a browser of his own."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from tests.browser.forms import fill
from tests.browser.words import Words
from tests.rooms.files import pictures

Enter = Callable[..., Page]
Look = Callable[[Page], list[str]]
POINTS = (
    ("Asia/Dushanbe", "EXERCISE Dushanbe"),
    ("Asia/Almaty", "EXERCISE Korday"),
    ("Europe/Moscow", "EXERCISE Volga"),
)
CASE = "controlled_delivery"


def local(hours: int, zone: str = "Asia/Dushanbe") -> str:
    """So many hours from now, as an officer types it by the clocks of a place."""
    at = datetime.now(tz=UTC) + timedelta(hours=hours)
    return f"{at.astimezone(ZoneInfo(zone)):%d.%m.%Y %H:%M}"


def plan(title: str) -> dict[str, str]:
    """Two legs in three time zones; both borders are open now."""
    made = {
        "title": title,
        "case": "EX-2026-1",
        "legal_basis": "EXERCISE 1988, art. 11",
        "officer": "EXERCISE office, +992 00 000 00 00",
        "expires": local(40, "Europe/Moscow"),
        "leg0_party": "TJ",
        "leg1_party": "KZ",
        "leg0_agency": "TJ-DCA",
        "leg1_agency": "KZ-POLICE",
        "leg0_vehicle": "EX 01 TJ",
        "item0_name": "EXERCISE heroin",
        "item0_stated_grams": "13000",
    }
    for at, (zone, name) in enumerate(POINTS):
        made |= {f"point{at}_name": name, f"point{at}_zone": zone}
        made |= {f"point{at}_opens": local(at - 1, zone), f"point{at}_closes": local(20 + at, zone)}
    return made


def consent() -> dict[str, str]:
    """A state agrees, on the word of its prosecutor."""
    return {
        "word": "agree",
        "authority": "prosecutor",
        "authority_name": "EXERCISE prosecutor",
        "authority_number": "12/3",
        "valid_from": local(-2),
        "valid_until": local(48),
        "penalty": "term",
        "tried": "EXERCISE",
        "legal_basis": "EXERCISE law",
    }


def test_a_delivery_goes_from_plan_to_closing_by_two_officers(enter: Enter, say: Words, violations: Look) -> None:
    ours = enter("farrukh", say.language, purpose=CASE)
    theirs = enter("aigerim", say.language, "dark", 390, purpose=CASE)
    centre = enter("director", say.language, purpose=CASE)
    address = planned(ours, say, violations)
    do = Steps(say, violations, address)
    do.step(ours, "Let a desk see the whole file", {"code": "centre-iau"})
    do.step(centre, "Form is complete", {})
    do.step(ours, "Ask the states", {"answer_by": local(10)})
    expect(ours.locator("main")).to_contain_text(say("no answer yet"))
    do.step(ours, "Answer for your state", consent())
    theirs.goto("/deliveries/")
    expect(theirs.locator("main")).to_contain_text(f"EXERCISE {say.language}")
    assert violations(theirs) == []
    do.step(theirs, "Answer for your state", consent())
    do.step(ours, "Load taken over: start", {})
    do.step(ours, "Position", {"latitude": "39.4", "longitude": "71.8", "words": "EXERCISE at the pass"})
    do.step(ours, "Contact lost", {"words": "EXERCISE no signal"})
    expect(ours.locator("main")).to_contain_text(say("contact with the load lost"))
    do.step(ours, "Contact regained", {"words": "EXERCISE signal"})
    handed_over(do, ours, theirs)
    stopped_by_the_state_of_the_soil(theirs, ours, say, address, violations)
    do.step(theirs, "Give results", {"seized": "13 kg", "arrested": "2", "cases": "1", "costs": "EXERCISE 100"})
    do.step(ours, "Give results", {"seized": "0", "arrested": "0", "cases": "1", "costs": "EXERCISE 50"})
    do.step(ours, "Close the file", {"words": "EXERCISE report"})
    expect(ours.locator("main")).to_contain_text(say("file closed"))
    assert violations(ours) == []
    verified(ours, say, address, violations)


class Steps:
    """Steps of one delivery, each by its page, each looked at."""

    def __init__(self, say: Words, violations: Look, address: str) -> None:
        """Keep how the pages speak and where the delivery stands."""
        self.say, self.violations, self.address = say, violations, address
        self.looked: set[tuple[str, Page]] = set()
        """What was looked at already, by whom: a step that is taken again is the same page."""

    def step(self, page: Page, title: str, given: dict[str, str]) -> None:
        """Open the delivery, its step, fill in, sign."""
        self.opened(page, title)
        fill(page, given)
        self.signed(page, title)

    def opened(self, page: Page, title: str) -> None:
        """The page of a step, from the delivery's own."""
        page.goto(self.address)
        link = page.locator("main").get_by_role("link", name=self.say(title), exact=True, include_hidden=True)
        expect(link).to_be_attached()
        if not link.is_visible():
            page.locator("main summary").first.click()
        with page.expect_navigation():
            link.click()
        if (title, page) not in self.looked:
            self.looked.add((title, page))
            assert self.violations(page) == [], title
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{title}: it scrolls sideways"

    def signed(self, page: Page, title: str) -> None:
        """The one button of the page, and back at the delivery."""
        with page.expect_navigation():
            page.get_by_role("button", name=self.say(title), exact=True).click()
        assert page.url == self.address, page.locator("main").inner_text()


def planned(page: Page, say: Words, violations: Look) -> str:
    """Draft the plan, after what was missing is filled in; the address of the delivery."""
    page.goto("/deliveries/")
    assert violations(page) == []
    page.locator("main").get_by_role("link", name=say("New delivery")).click()
    assert violations(page) == []
    fill(page, plan(f"EXERCISE {say.language}") | {"case": ""})
    page.get_by_role("button", name=say("Keep the plan")).click()
    expect(page.locator(".summary")).to_be_visible()
    assert violations(page) == []
    fill(page, {"case": "EX-2026-1"})
    page.get_by_role("button", name=say("Keep the plan")).click()
    expect(page.locator("main")).to_contain_text(say("draft, not checked yet"))
    expect(page.locator("main")).to_contain_text("UTC+3")
    return page.url


def handed_over(do: Steps, ours: Page, theirs: Page) -> None:
    """Two officers, two sessions, one set of bytes: first what is not found is declined, then both sign."""
    sheet = {"packages": "4", "seals": "EX-77", "weight": "13 kg", "state": "intact"}
    do.step(ours, "Sign the hand-over", sheet | {"seals": "EX-70"})
    do.step(theirs, "Decline the hand-over", {"words": "EXERCISE the seal says EX-77"})
    do.step(ours, "Sign the hand-over", sheet)
    do.opened(theirs, "Sign the taking over")
    expect(theirs.locator("main")).to_contain_text("EX-77")
    theirs.locator("main [name=agreed]").check()
    do.signed(theirs, "Sign the taking over")
    expect(theirs.locator("main")).to_contain_text(do.say("the load is here"))


def stopped_by_the_state_of_the_soil(theirs: Page, ours: Page, say: Words, address: str, violations: Look) -> None:
    """One press, for the state on whose soil the load is and for it alone."""
    ours.goto(address)
    expect(ours.get_by_role("button", name=say("Stop the load at once"))).to_have_count(0)
    theirs.goto(address)
    theirs.get_by_role("button", name=say("Stop the load at once")).click()
    expect(theirs.locator("main")).to_contain_text(say("load stopped"))
    assert violations(theirs) == []


def test_a_load_waits_at_the_border_until_the_next_state_has_agreed_to_all_that_became_of_the_plan(
    enter: Enter, say: Words, violations: Look
) -> None:
    """Dushanbe by phone, Almaty by letter: another vehicle there asks Almaty alone anew, other goods ask both."""
    ours = enter("farrukh", say.language, width=390, purpose=CASE)
    theirs = enter("aigerim", say.language, purpose=CASE)
    address = planned(ours, say, violations)
    do = Steps(say, violations, address)
    do.step(ours, "Let a desk see the whole file", {"code": "centre-iau"})
    do.step(enter("director", say.language, purpose=CASE), "Form is complete", {})
    do.step(ours, "Ask the states", {"answer_by": local(10)})
    do.step(ours, "Answer for your state", consent())
    agreed_by_letter(do, theirs)
    do.step(ours, "Load taken over: start", {})
    located(do, ours, enter)

    do.step(theirs, "Withdraw the consent", {})
    held_at_the_border(do, ours, theirs)
    do.step(theirs, "Answer for your state", consent() | {"letter": "KZ-EX-12"})
    changed(do, ours)
    stands(do, ours, "consent in force", "reopened by a change of the plan")
    do.step(theirs, "Answer for your state", consent())
    for title, given in CHANGES.items():
        stands(do, ours, "consent in force", "consent in force")
        do.step(ours, title, given)
        stands(do, ours, "reopened by a change of the plan", "reopened by a change of the plan")
        for page in (ours, theirs):
            do.step(page, "Answer for your state", consent())
    theirs.goto(address)
    expect(theirs.get_by_role("link", name=say("A part that was split off"))).to_have_count(0)
    ours.goto(address)
    with ours.expect_navigation():
        ours.locator("main").get_by_role("link", name=say("A part that was split off")).click()
    expect(ours.get_by_role("heading", level=1)).to_have_text("EXERCISE part")
    expect(ours.locator("main")).to_contain_text(say("The file that this part was split off from"))


CHANGES = {
    "Goods were replaced or removed": {
        "item": "0",
        "replacing": "part",
        "left_grams": "2000",
        "substitute": "EXERCISE chalk",
        "trace_sample": "EXERCISE 1 g, sealed",
    },
    "Split a part off": {"title": "EXERCISE part", "part0": "1000", "live0": "500", "words": "EXERCISE a second buyer"},
}
"""What happens to the load, one after the other: each asks the next state anew."""


def agreed_by_letter(do: Steps, theirs: Page) -> None:
    """The state of the second leg answers on paper: the scan is kept, and what it says is entered from it."""
    theirs.goto(f"{do.address}letters/")
    assert do.violations(theirs) == []
    asked = theirs.locator("main a[href$='ask-ru.pdf']").get_attribute("href")
    assert theirs.request.get(str(asked)).body().startswith(b"%PDF")
    fill(theirs, {"number": "KZ-EX-12"})
    scan = {"name": "letter.jpg", "mimeType": "image/jpeg", "buffer": pictures.jpeg()}
    theirs.locator("main input[type=file]").set_input_files(scan)
    theirs.get_by_role("button", name=do.say("Keep the letter")).click()
    expect(theirs.locator(".notice.good")).to_be_visible()
    do.step(theirs, "Answer for your state", consent() | {"letter": "KZ-EX-12"})
    expect(theirs.locator("main")).to_contain_text(
        do.say("entered on behalf, from letter %(number)s", number="KZ-EX-12")
    )


def located(do: Steps, page: Page, enter: Enter) -> None:
    """The phone gives its position at a press, and typing stays possible, also without scripts."""
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": 39.12345, "longitude": 71.5, "accuracy": 12})
    do.opened(page, "Position")
    page.get_by_role("button", name=do.say("Take it from the phone")).click()
    expect(page.locator("main [name=latitude]")).to_have_value("39.12345")
    assert do.violations(page) == []
    do.signed(page, "Position")
    expect(page.locator("main")).to_contain_text("39.12345")
    bare = enter("farrukh", do.say.language, width=390, purpose=CASE, scripts=False)
    bare.goto(f"{do.address}position/")
    fill(bare, {"words": "EXERCISE at the fork"})
    bare.get_by_role("button", name=do.say("Position"), exact=True).click()
    expect(bare.locator("main")).to_contain_text("EXERCISE at the fork")


def stands(do: Steps, page: Page, *consents: str) -> None:
    """How the consents to the legs stand, on the page as it is now."""
    page.goto(do.address)
    for leg, words in enumerate(consents, 1):
        heading = page.get_by_role("heading", level=3).filter(has_text=re.compile(rf"^\s*{leg}\. "))
        expect(heading).to_contain_text(do.say(words))


def held_at_the_border(do: Steps, ours: Page, theirs: Page) -> None:
    """Both read that nothing passes, and the hand-over is refused."""
    point = POINTS[1][1]
    hold = do.say("Hold point: nothing passes %(point)s before the next state's consent is in force.", point=point)
    for page in (ours, theirs):
        page.goto(do.address)
        expect(page.locator("main")).to_contain_text(hold)
    do.opened(ours, "Sign the hand-over")
    fill(ours, {"packages": "4", "seals": "EX-77"})
    ours.get_by_role("button", name=do.say("Sign the hand-over"), exact=True).click()
    expect(ours.locator(".summary")).to_contain_text(point)
    theirs.goto(do.address)
    expect(theirs.get_by_role("link", name=do.say("Sign the taking over"))).to_have_count(0)


def changed(do: Steps, page: Page) -> None:
    """The second leg goes by another vehicle."""
    page.goto(f"{do.address}plan/")
    assert do.violations(page) == []
    fill(page, {"leg1_vehicle": "EX 02 KZ"})
    page.locator("main").get_by_role("button", name=do.say("Keep the plan")).last.click()
    page.wait_for_url(do.address)


def verified(page: Page, say: Words, address: str, violations: Look) -> None:
    """The whole file prints with its signature; the page of verification knows it, and a byte that was changed."""
    printed = page.request.get(f"{address}file.pdf").body()
    assert printed.startswith(b"%PDF")
    at = len(printed) // 2
    damaged = printed[:at] + bytes([printed[at] ^ 1]) + printed[at + 1 :]
    for content, mark in ((printed, "good"), (damaged, "bad")):
        page.goto("/deliveries/verify/")
        file = {"name": "file.pdf", "mimeType": "application/pdf", "buffer": content}
        page.locator("main input[type=file]").set_input_files(file)
        page.locator("main").get_by_role("button", name=say("Verify"), exact=True).click()
        expect(page.locator(f"main .notice.{mark}")).to_be_visible()
        assert violations(page) == []
