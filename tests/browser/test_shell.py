"""The shell in a browser: sign-in with a second factor, switches, keyboard, access for everybody, weight."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.codes import code_of
from tests.browser.loads import loads, weights
from tests.cast import PASSWORD

Opener = Callable[..., Page]
LIGHTEST = 100_000


def sign_in(page: Page, name: str) -> None:
    page.goto("/account/sign-in/?next=/gallery/")
    page.get_by_label("User name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def test_a_releasing_officer_signs_in_with_a_second_factor(open_page: Opener) -> None:
    page = open_page()
    sign_in(page, "erlan")
    page.goto("/visit/?next=/gallery/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Set up your second factor")
    expect(page.get_by_alt_text("Picture with the secret for the authenticator")).to_be_visible()
    page.get_by_text("No camera?").click()
    secret = page.locator("p.exact").inner_text()
    page.get_by_label("Code").fill(code_of(secret))
    page.get_by_role("button", name="Turn on the second factor").click()
    codes = page.locator(".codes li").all_inner_texts()
    assert len(codes) == 10

    again = open_page()
    sign_in(again, "erlan")
    again.get_by_label("Code").fill("000000")
    again.get_by_role("button", name="Go on").click()
    expect(again.get_by_role("alert")).to_contain_text("The code or the key is not right")
    again.get_by_label("Code").fill(codes[3])
    again.get_by_role("button", name="Go on").click()
    again.goto("/visit/?next=/gallery/")
    again.get_by_label("Investigation").check()
    again.get_by_role("button", name="Begin").click()
    expect(again.get_by_role("link", name="Give a case number")).to_be_visible()
    again.get_by_label("Case number").fill("EX-12")
    again.get_by_role("button", name="Begin").click()
    expect(again).to_have_url(f"{again.url.split('/gallery')[0]}/gallery/")


def test_everything_of_sign_in_works_without_scripts(open_page: Opener) -> None:
    page = open_page("ru", scripts=False)
    page.goto("/account/sign-in/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Вход")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    page.get_by_role("button", name="Change to light").click()
    page.get_by_role("button", name="Change to dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    sign_in(page, "daniyar")
    page.goto("/visit/?next=/gallery/")
    expect(page.get_by_label("Border control")).to_be_checked()
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Components")


@pytest.mark.parametrize(
    "look", [("en", "light", 1280), ("ru", "dark", 1280), ("ru", "light", 390), ("en", "dark", 390)]
)
@pytest.mark.parametrize("path", ["/gallery/?wrong=1", "/account/sign-in/", "/nowhere/", "/gallery/progress/100/"])
def test_nothing_serious_stands_in_anybodys_way(
    open_page: Opener, violations: Callable[[Page], list[str]], path: str, look: tuple[str, str, int]
) -> None:
    page = open_page(*look)
    page.goto(path)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways"


def test_the_visit_page_is_open_to_everybody(open_page: Opener, violations: Callable[[Page], list[str]]) -> None:
    page = open_page()
    sign_in(page, "bolat")
    page.goto("/visit/")
    assert violations(page) == []


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("path", ["/account/sign-in/", "/gallery/"])
def test_a_first_page_weighs_less_than_a_hundred_kilobytes(open_page: Opener, path: str, language: str) -> None:
    page = open_page(language)
    with loads(page) as files:
        page.goto(path, wait_until="networkidle")
    weight = weights(files)
    assert len(weight) > 3
    assert sum(weight.values()) < LIGHTEST, weight


def test_the_keyboard_reaches_help_and_closes_it(open_page: Opener) -> None:
    page = open_page()
    page.goto("/gallery/")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_g_and_a_letter_go_to_each_part_of_the_menu(open_page: Opener) -> None:
    page = open_page()
    page.goto("/gallery/")
    parts = page.locator("#menu a[data-key]").evaluate_all("links => links.map(a => [a.dataset.key, a.pathname])")
    for key, path in parts:
        page.goto("/gallery/")
        page.keyboard.press("g")
        with page.expect_request(f"**{path}"), page.expect_navigation():
            page.keyboard.press(key)


def test_a_form_is_kept_when_the_line_drops(open_page: Opener) -> None:
    page = open_page()
    page.goto("/gallery/")
    page.get_by_label("Name", exact=True).fill("Gʻulomov")
    page.context.set_offline(True)
    page.locator("form.card").first.evaluate("form => form.requestSubmit()")
    expect(page.locator("#offline")).to_be_visible()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Gʻulomov")
    page.context.set_offline(False)
    expect(page.locator("#offline")).to_be_hidden()


def test_the_first_press_of_tab_offers_to_skip_the_menu(open_page: Opener) -> None:
    page = open_page()
    page.goto("/gallery/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the page")
    page.keyboard.press("Enter")
    expect(page.locator(":focus")).to_have_attribute("id", "main")


def test_long_work_shows_its_progress_by_itself_and_stops(open_page: Opener) -> None:
    page = open_page()
    page.goto("/gallery/progress/90/")
    expect(page.locator("progress")).to_have_attribute("value", "90")
    expect(page.locator("progress")).to_have_attribute("value", "100", timeout=5000)
    assert page.locator("[hx-get]").count() == 0


def test_without_scripts_long_work_reloads_its_page(open_page: Opener) -> None:
    page = open_page(scripts=False)
    page.goto("/gallery/progress/90/")
    assert page.locator("noscript meta[http-equiv=refresh], meta[http-equiv=refresh]").count() == 1


def test_a_print_shows_the_marking_and_nothing_to_click(open_page: Opener) -> None:
    page = open_page()
    page.goto("/gallery/")
    page.emulate_media(media="print")
    expect(page.get_by_role("note", name="Handling")).to_be_visible()
    expect(page.locator(".top")).to_be_hidden()
    expect(page.get_by_role("button", name="Save")).to_be_hidden()


def test_on_a_phone_the_menu_opens_without_scripts(open_page: Opener) -> None:
    page = open_page("en", width=390, scripts=False)
    page.goto("/gallery/")
    if page.locator("#menu").count() == 0:
        return
    expect(page.locator("#menu")).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    expect(page.locator("#menu")).to_be_visible()
