"""Journey: an officer whose role needs it sets up a second factor, comes back with its code, and says why."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.codes import code_of
from tests.browser.words import Words
from tests.cast import PASSWORD

OFFICER = {"en": "tj_dpo", "ru": "ksenia"}


def sign_in(page: Page, say: Words, password: str = PASSWORD) -> None:
    page.get_by_label(say("User name")).fill(OFFICER[say.language])
    page.get_by_label(say("Password")).fill(password)
    page.get_by_role("button", name=say("Sign in", "button"), exact=True).click()


def test_sign_in_with_password_and_authenticator_and_choose_a_purpose(
    open_page: Callable[..., Page], say: Words
) -> None:
    first = open_page(say.language)
    first.goto("/records/")
    sign_in(first, say, password="not the password")
    expect(first.get_by_role("alert")).to_be_visible()
    sign_in(first, say)
    expect(first.get_by_role("heading", level=1)).to_have_text(say("Set up your second factor"))
    first.get_by_text(say("No camera? Type the secret instead")).click()
    secret = first.locator("p.exact").inner_text()
    first.get_by_label(say("Code")).fill(code_of(secret))
    first.get_by_role("button", name=say("Turn on the second factor")).click()
    expect(first.locator(".codes li")).to_have_count(10)

    again = open_page(say.language)
    again.goto("/records/")
    sign_in(again, say)
    again.get_by_label(say("Code")).fill(code_of(secret, ahead=1))
    again.get_by_role("button", name=say("Go on")).click()
    expect(again.get_by_role("heading", level=1)).to_have_text(say("Which hat, and for what purpose?"))
    again.locator("input[name=purpose][value=investigation]").check()
    again.get_by_role("button", name=say("Begin")).click()
    expect(again.get_by_role("alert")).to_contain_text(
        say("Give a case number, or a reason in words: this purpose needs one of them.")
    )
    again.get_by_label(say("Case number")).fill("EX-2026-1")
    again.get_by_role("button", name=say("Begin")).click()
    expect(again).to_have_url(re.compile("/records/$"))
    expect(again.get_by_role("link", name=OFFICER[say.language])).to_contain_text("EX-2026-1")
