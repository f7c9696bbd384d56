"""Two persons laid side by side by an officer: both scripts, both languages, narrow and wide, by keyboard alone."""

from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.words import Words

Enter = Callable[..., Page]
ONE = "Рахимов Фаррух Саидович, 12.03.1987, Таджикистан, +992 918 12 34 56"
OTHER = "فرخ رحیموف 1987, +992 918 12 34 56"


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 390)])
def test_a_comparison_is_explained_to_everybody(
    enter: Enter, violations: Callable[[Page], list[str]], say: Words, theme: Literal["light", "dark"], width: int
) -> None:
    page = enter("bolat", say.language, theme, width, purpose="own_work")
    page.goto("/compare/")
    page.locator("#id_one").fill(ONE)
    page.keyboard.press("Tab")
    page.keyboard.type(OTHER)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    found = page.locator("#explained")
    expect(found).to_be_visible()
    expect(found.locator("bdi", has_text="فرخ").first).to_be_visible()
    expect(found.locator("table")).to_have_count(2)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
