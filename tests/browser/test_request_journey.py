"""Journeys: both sides of a request, each in a browser of its own: answers, gates, clocks, look-outs, letters."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django import DjangoDbBlocker

from kerege.foundation import chance
from kerege.rooms.requests.queries import words
from tests.browser.forms import fill
from tests.browser.words import Words
from tests.rooms.files import pictures

Enter = Callable[..., Page]
Look = Callable[[Page], list[str]]
Later = Callable[..., None]
FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
URGENT = {"urgency": "hours_8", "urgent_for": "moving_load"}


def test_a_request_is_asked_clarified_answered_and_closed_by_two_officers(
    enter: Enter, say: Words, violations: Look
) -> None:
    question = f"EXERCISE {say.language}: whose car is 123 ABC 02?"
    asker, asked = enter("bolat", say.language), enter("tj_analyst", say.language)
    address = sent(asker, say, question, violations)
    asked.goto("/requests/")
    expect(asked.locator("main")).to_contain_text(question)
    assert violations(asked) == []
    clarified(asker, asked, say, address)

    does(asked, say, address, "Answer", {"outcome": "full", "text": "EXERCISE: a haulier of Khujand"}, look=violations)
    expect(asked.locator("main")).to_contain_text(say("answered in full"))
    asker.goto(address)
    expect(asker.locator("main")).to_contain_text("EXERCISE: a haulier of Khujand")
    assert violations(asker) == []
    does(asker, say, address, "Close with feedback", {"useful": "useful"})
    expect(asker.locator("main")).to_contain_text(say("closed"))


def asks(page: Page, say: Words, **given: str) -> str:
    """Fill in a request that lacks nothing, and send it; its address."""
    page.goto("/requests/new/")
    usual = {"kind": "request", "desks": "tj-dushanbe", "urgency": "days_3", "basis": "EXERCISE act, article 7"}
    fill(page, usual | given)
    page.get_by_role("button", name=say("Send"), exact=True).click()
    expect(page.locator(".notice.good")).to_be_visible()
    return page.url


def does(page: Page, say: Words, address: str, deed: str, given: dict[str, str], *, look: Look | None = None) -> None:
    """One thing that is to be done with a request, by its page where it asks for something."""
    page.goto(address)
    if given:
        page.locator("main").get_by_role("link", name=say(deed), exact=True).click()
        assert look is None or look(page) == []
        fill(page, given)
    page.locator("main").get_by_role("button", name=say(deed), exact=True).click()
    expect(page.locator(".notice.good")).to_be_visible()


def shows(page: Page, address: str, *texts: str) -> None:
    """The page of a request, read anew, says all that."""
    page.goto(address)
    for text in texts:
        expect(page.locator("main")).to_contain_text(text)


def sent(asker: Page, say: Words, question: str, violations: Look) -> str:
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
    does(asked, say, address, "Confirm receipt", {})
    does(asked, say, address, "Ask back", {"text": "EXERCISE: which colour?"})
    expect(asked.locator("main")).to_contain_text(say("waits for clarification"))
    shows(asker, address, "EXERCISE: which colour?")
    does(asker, say, address, "Clarify", {"text": "EXERCISE: red"})


@pytest.mark.parametrize("say", ["en"], indirect=True)
def test_a_refusal_names_its_ground_nothing_to_share_tells_nothing_and_silence_reaches_the_duty_desk(
    enter: Enter, say: Words, violations: Look, pass_time: Later
) -> None:
    asker, asked = enter("bolat", say.language), enter("tj_analyst", say.language)
    refused, empty, silent = (
        asks(asker, say, question=f"EXERCISE {word} question", **URGENT) for word in ("first", "second", "third")
    )
    asked.goto(refused)
    asked.get_by_role("link", name=say("Answer"), exact=True).click()
    fill(asked, {"outcome": "refused"})
    asked.get_by_role("button", name=say("Answer"), exact=True).click()
    expect(asked.locator(".summary")).to_contain_text(say("A refusal names its ground."))
    fill(asked, {"ground": "sovereignty"})
    asked.get_by_role("button", name=say("Answer"), exact=True).click()
    shows(asker, refused, say("sovereignty or security of the state"))

    does(asked, say, empty, "Answer", {"outcome": "withheld"})
    expect(asked.locator("main")).to_contain_text(say("answered; reaches the asker at the next quarter of the clock"))
    shows(asker, empty, say("sent"))
    expect(asker.locator("main")).not_to_contain_text(say("refused"))
    pass_time(hours=11)
    shows(asker, empty, say("nothing that can be shared"), say(words.NOTHING_SENTENCE))
    expect(asker.locator("main")).not_to_contain_text(say("nothing we can share (neither confirmed nor denied)"))
    shows(asked, empty, say("nothing we can share (neither confirmed nor denied)"))
    unanswered(enter, say, silent, violations)
    does(asked, say, silent, "Answer", {"outcome": "partial", "text": "EXERCISE late words"})
    shows(asker, silent, "EXERCISE late words", say("Too late"))


def unanswered(enter: Enter, say: Words, address: str, violations: Look) -> None:
    """The coordinator of the asked party and the centre's duty desk are told; the duty desk reads no word of it."""
    coordinator = enter("tj_coordinator", say.language)
    coordinator.goto("/notices/")
    expect(coordinator.locator("main")).to_contain_text(say("A request was not answered within its time"))
    shows(coordinator, address, "EXERCISE third question", say("no answer by the time limit"))
    duty = enter("duty", say.language)
    duty.goto("/notices/")
    told = say("A request between two parties was not answered within its time: call both desks")
    duty.locator("main").get_by_role("link", name=told).first.click()
    expect(duty.locator("main")).to_contain_text("kz-almaty")
    expect(duty.locator("main")).to_contain_text("tj-dushanbe")
    assert violations(duty) == []
    for page in (address, "/requests/?tab=all", "/deconfliction/desk/"):
        duty.goto(page)
        assert "third question" not in duty.content()
    waiting = duty.get_by_role("article", name=say("Unanswered request")).filter(has_text="tj-dushanbe")
    expect(waiting).to_contain_text("kz-almaty")
    duty.keyboard.press("n")
    expect(duty.locator("article[data-key=n]").first).to_be_focused()


@pytest.fixture
def gates(node: str, worker_id: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """What coordinators set in a journey is taken back at its end."""
    from tests.browser import bank

    yield
    with django_db_blocker.unblock():
        bank.opened(f"kerege_{worker_id}_browser", f"kerege_{worker_id}")


@pytest.mark.usefixtures("gates")
@pytest.mark.parametrize("say", ["ru"], indirect=True)
def test_two_coordinators_and_a_second_approver_stand_between_a_question_and_its_answer(
    enter: Enter, say: Words, violations: Look
) -> None:
    theirs, ours = enter("tj_coordinator", say.language), enter("kz_coordinator", say.language)
    gated(theirs, say, violations, outgoing="through")
    gated(ours, say, violations, incoming="through", second_approver="on")
    asker, asked = enter("tj_analyst", say.language), enter("bolat", say.language)
    address = asks(asker, say, question="EXERCISE gated question", desks="kz-almaty")
    expect(asker.locator("main")).to_contain_text(say("waits for your coordinator"))
    for page in (ours, asked):
        page.goto("/requests/")
        expect(page.locator("main")).not_to_contain_text("EXERCISE gated question")
    does(theirs, say, address, "Let it go out", {})
    shows(asker, address, say("sent"))
    ours.goto("/requests/")
    expect(ours.locator("main")).to_contain_text("EXERCISE gated question")
    does(ours, say, address, "Let it in", {})
    shows(asker, address, say("sent"))
    expect(asker.locator("main")).not_to_contain_text(say("passed on by the coordinator of the asked party"))

    answer = {"outcome": "full", "text": "EXERCISE gated answer"}
    approver = enter("aigerim", say.language)
    does(asked, say, address, "Answer", answer)
    expect(asked.locator("main")).to_contain_text(say("the answer waits for a second approver"))
    shows(asker, address, say("sent"))
    does(approver, say, address, "Send the answer back", {"text": "EXERCISE say of which year"}, look=violations)
    does(asked, say, address, "Answer", answer)
    does(approver, say, address, "Agree: let the answer out", {})
    shows(asker, address, "EXERCISE gated answer")
    expect(asker.locator("main")).not_to_contain_text("EXERCISE say of which year")
    used_further(asker, approver, say, address, violations)


def gated(page: Page, say: Words, violations: Look, **entry: str) -> None:
    """A coordinator sets how the requests of his party pass."""
    page.goto("/requests/settings/")
    assert violations(page) == []
    fill(page, entry)
    page.locator("main").get_by_role("button", name=say("Keep"), exact=True).click()
    expect(page.locator(".notice.good")).to_be_visible()


def used_further(asker: Page, approver: Page, say: Words, address: str, violations: Look) -> None:
    """Use as evidence needs its reference, and the word of an approver of the side that answered."""
    asker.goto(address)
    asker.get_by_role("link", name=say("Ask for further use"), exact=True).click()
    fill(asker, {"use": "evidence", "text": "EXERCISE for the court"})
    asker.get_by_role("button", name=say("Ask for further use"), exact=True).click()
    expect(asker.locator(".summary")).to_be_visible()
    fill(asker, {"reference": "EXERCISE-MLA-1"})
    asker.get_by_role("button", name=say("Ask for further use"), exact=True).click()
    shows(approver, address, "EXERCISE-MLA-1")
    does(approver, say, address, "Answer about further use", {"agree": "on", "text": "EXERCISE yes"}, look=violations)
    shows(asker, address, say("further use was agreed to"))


@pytest.mark.parametrize("say", ["ru"], indirect=True)
def test_information_is_used_and_a_look_out_is_met_at_a_post_of_the_state_that_accepted_it(
    enter: Enter, say: Words, violations: Look
) -> None:
    teller, told = enter("tj_analyst", say.language), enter("aigerim", say.language)
    unasked = asks(teller, say, kind="information", question="EXERCISE unasked words", desks="kz-almaty")
    told.goto("/requests/")
    expect(told.locator("main")).to_contain_text("EXERCISE unasked words")
    does(told, say, unasked, "Confirm receipt", {})
    does(
        told, say, unasked, "Close with feedback", {"useful": "partly", "text": "EXERCISE half of it"}, look=violations
    )
    shows(teller, unasked, say("closed"), say("useful in part"), "EXERCISE half of it")

    ends = {"action": "stop", "expires_on": (chance.today() + timedelta(days=20)).isoformat()}
    sought = asks(teller, say, kind="look_out", question="EXERCISE car 731 EXR 02", desks="kz-almaty", **ends)
    post = enter("daniyar", say.language, "dark", 390, purpose="border_control")
    assert checked(post, say, "731 EXR 02").count() == 0
    does(told, say, sought, "Accept: put in force here", {})
    expect(told.locator("main")).to_contain_text("731 EXR 02")
    met = checked(post, say, "731 EXR 02")
    expect(met).to_contain_text(say("stop and call"))
    expect(met).to_contain_text("EXERCISE car")
    assert violations(post) == []
    assert post.evaluate(FITS)
    post.goto("/requests/look-outs/")
    expect(post.locator("main")).to_contain_text("EXERCISE car 731 EXR 02")
    shows(teller, sought, say("met by a check or report"), "kz-korday")


def checked(page: Page, say: Words, text: str) -> Locator:
    """A check at the post; the look-outs that its answer shows."""
    page.goto("/check/")
    fill(page, {"text": text})
    name = say("Check", "button: ask whether something is known")
    page.locator("main").get_by_role("button", name=name, exact=True).click()
    expect(page.locator("#answers")).to_be_visible()
    return page.locator("#answers .finding").filter(has_text=say("look-out in force here"))


@pytest.mark.parametrize("say", ["ru"], indirect=True)
def test_a_party_without_accounts_is_asked_and_asks_by_letters(enter: Enter, say: Words, violations: Look) -> None:
    asker, liaison = enter("bolat", say.language), enter("iskender", say.language)
    address = asks(asker, say, question="EXERCISE to Osh", desks="kg-osh")
    shows(liaison, address, "EXERCISE to Osh")
    print_letter(liaison, address)
    scanned(liaison, say, address, "KG-12/345", violations)
    does(liaison, say, address, "Answer", {"outcome": "full", "text": "EXERCISE as the letter says"})
    on_behalf = say("Entered on behalf of the party, from its letter")
    shows(asker, address, "EXERCISE as the letter says", "KG-12/345", on_behalf)
    print_letter(asker, address)

    liaison.goto("/requests/new/")
    given = {"kind": "request", "question": "EXERCISE from Osh", "desks": "kz-almaty", "urgency": "days_7"}
    fill(liaison, given | {"basis": "EXERCISE act"})
    liaison.get_by_role("button", name=say("Keep as a draft")).click()
    expect(liaison.locator(".notice.good")).to_be_visible()
    draft = liaison.url
    scanned(liaison, say, draft, "KG-77")
    does(liaison, say, draft, "Send", {})
    shows(asker, draft, "EXERCISE from Osh", "KG-77", say("Asked on behalf of the party, from its letter"))
    does(asker, say, draft, "Answer", {"outcome": "full", "text": "EXERCISE by account"})
    liaison.goto(f"{draft}scan/")
    fill(liaison, {"outgoing": "KG-78"})
    liaison.get_by_role("button", name=say("Note the number")).click()
    expect(liaison.locator("main")).to_contain_text("KG-78")
    shows(asker, draft, "EXERCISE by account")
    assert "KG-78" not in asker.content()


def print_letter(page: Page, address: str) -> None:
    """The letter of a request in both languages, as a file to print."""
    for language in ("ru", "en"):
        assert page.request.get(f"{address}letter-{language}.pdf").body().startswith(b"%PDF")


def scanned(page: Page, say: Words, address: str, number: str, violations: Look | None = None) -> None:
    """A letter came: its scan and number are kept."""
    page.goto(address)
    page.get_by_role("link", name=say("A letter came: keep its scan")).click()
    assert violations is None or violations(page) == []
    fill(page, {"number": number})
    scan = {"name": "letter.jpg", "mimeType": "image/jpeg", "buffer": pictures.jpeg()}
    page.locator("main input[type=file]").set_input_files(scan)
    page.get_by_role("button", name=say("Keep the letter")).click()
    expect(page.locator(".notice.good")).to_be_visible()


def test_the_pages_work_without_scripts_and_on_a_narrow_screen(enter: Enter, say: Words) -> None:
    page = enter("bolat", say.language, width=390, scripts=False)
    for address in ("/requests/", "/requests/new/", "/requests/figures/", "/requests/settings/", "/notices/"):
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    narrow = enter("bolat", say.language, "dark", 390)
    for address in ("/requests/?tab=all", "/requests/new/", "/notices/settings/"):
        narrow.goto(address)
        assert narrow.evaluate(FITS), address
