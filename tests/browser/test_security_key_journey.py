"""Journey: an officer whose role needs a second factor adds a security key and comes back with it."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.words import Words
from tests.cast import PASSWORD

OFFICER = {"en": "centre_dpo", "ru": "centre_dpo_2"}
KEY = {
    "protocol": "ctap2",
    "transport": "usb",
    "hasResidentKey": False,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def put_in_a_key(page: Page) -> None:
    """Let the browser have a key that is touched as soon as it is asked for."""
    browser = page.context.new_cdp_session(page)
    browser.send("WebAuthn.enable")
    browser.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})


def sign_in(page: Page, say: Words, by_name: str) -> None:
    page.goto(f"{by_name}/records/")
    page.get_by_label(say("User name")).fill(OFFICER[say.language])
    page.get_by_label(say("Password")).fill(PASSWORD)
    page.get_by_role("button", name=say("Sign in", "button"), exact=True).click()


def test_a_security_key_is_added_and_opens_the_account(
    open_page: Callable[..., Page], node: str, say: Words, violations: Callable[[Page], list[str]]
) -> None:
    by_name = node.replace("127.0.0.1", "localhost")
    page = open_page(say.language)
    page.context.add_cookies([{"name": "kerege_language", "value": say.language, "url": by_name}])
    put_in_a_key(page)
    sign_in(page, say, by_name)
    page.get_by_role("link", name=say("Use a security key instead")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(say("Add a security key"))
    assert violations(page) == []
    page.get_by_label(say("What you call it")).fill("EXERCISE")
    page.get_by_role("button", name=say("Add the key")).click()
    expect(page.locator(".codes li")).to_have_count(10)
    page.get_by_role("link", name=say("I have kept them: go on")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(say("Which hat, and for what purpose?"))

    page.context.clear_cookies(name="kerege_session")
    page.context.clear_cookies(name="sessionid")
    sign_in(page, say, by_name)
    expect(page.get_by_role("heading", level=1)).to_have_text(say("Second factor"))
    assert violations(page) == []
    page.get_by_role("button", name=say("Use a security key")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(say("Which hat, and for what purpose?"))


def test_without_a_key_the_page_says_what_to_do(open_page: Callable[..., Page], node: str) -> None:
    """By a bare address no key can be used: the page says so, and nothing is lost."""
    page = open_page("en")
    page.goto("/account/sign-in/?next=/account/second-factor/keys/new/")
    page.get_by_label("User name").fill("bolat")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.goto("/account/second-factor/keys/new/")
    page.get_by_role("button", name="Add the key").click()
    expect(page.get_by_role("alert")).to_contain_text("This browser cannot use security keys here")
