"""The main pages for everybody: narrow and wide, light and dark, in both languages; and light on a poor line."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Request

Enter = Callable[..., Page]
PAGES = (
    "/",
    "/check/",
    "/hits/?all=1",
    "/report/",
    "/report/seizure/",
    "/records/",
    "/import/",
    "/quarantine/",
    "/bulletins/",
    "/statistics/",
    "/directory/",
    "/directory/policy/",
)
LOOKS = (("en", "light", 1280), ("ru", "dark", 1280), ("ru", "light", 390), ("en", "dark", 390))
HEAVIEST = 100_000


@pytest.mark.parametrize("path", PAGES)
def test_nothing_serious_stands_in_anybodys_way(
    enter: Enter, violations: Callable[[Page], list[str]], path: str
) -> None:
    for look in LOOKS:
        page = enter("bolat", *look)
        page.goto(path)
        assert violations(page) == [], look
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"it scrolls sideways: {look}"
        page.context.close()


@pytest.mark.parametrize("path", [page for page in PAGES if page != "/"])
def test_a_first_visit_weighs_less_than_a_hundred_kilobytes(enter: Enter, path: str) -> None:
    page = enter("bolat", "ru")
    answers: list[Request] = []

    def note(request: Request) -> None:
        answers.append(request)

    page.on("requestfinished", note)
    page.goto(path, wait_until="networkidle")
    sizes = {request.url: request.sizes() for request in answers}
    weight = sum(each["responseBodySize"] + each["responseHeadersSize"] for each in sizes.values())
    assert weight < HEAVIEST, {url: each["responseBodySize"] for url, each in sizes.items()}
