"""Journey: the weekly summary is looked at, taken along as PDF, kept as a draft."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.forms import fill
from tests.browser.words import Words

Enter = Callable[..., Page]
LANGUAGES = {"en": "PDF, English", "ru": "PDF, Russian"}


def test_the_weekly_summary_is_shown_printed_and_kept(
    enter: Enter, say: Words, violations: Callable[[Page], list[str]]
) -> None:
    page = enter("director", say.language)
    page.goto("/bulletins/")
    page.get_by_role("link", name=say("The last full week")).click()
    title = page.get_by_role("heading", level=1)
    expect(title.first).to_contain_text(say("Weekly summary"))
    expect(page.locator("main")).to_contain_text("EXERCISE place")
    assert violations(page) == []
    with page.expect_download() as downloaded:
        page.get_by_role("link", name=say(LANGUAGES[say.language])).click()
    assert downloaded.value.suggested_filename.endswith(f"-{say.language}.pdf")
    assert Path(downloaded.value.path()).read_bytes().startswith(b"%PDF-")

    page.locator("main details summary").get_by_text(say("Compose an edition")).click()
    fill(page, {"foreword": f"EXERCISE foreword {say.language}"})
    page.get_by_role("button", name=say("Keep as a draft")).click()
    expect(page.locator("main .notice.good")).to_contain_text(
        say("The draft was kept. Look at it once more, then release it.")
    )
    expect(page.locator("main")).to_contain_text(f"EXERCISE foreword {say.language}")
