"""The main pages for everybody: narrow and wide, light and dark, in both languages; and light on a poor line."""

from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import Page, Request

from tests.browser.words import Words

Enter = Callable[..., Page]
PAGES = (
    "/",
    "/check/",
    "/compare/",
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
    "/directory/officers/",
    "/directory/changes/",
    "/directory/groups/",
    "/deconfliction/",
    "/deconfliction/new/",
    "/deconfliction/events/",
    "/deconfliction/subjects/",
    "/screening/",
    "/screening/new/",
    "/screening/digests/",
    "/deliveries/",
    "/deliveries/new/",
    "/reviews/",
    "/reviews/?overdue=1",
    "/reviews/rules/",
    "/reviews/holds/",
    "/reviews/erased/",
    "/reviews/notices/",
    "/reviews/consultations/",
    "/reviews/requests/",
    "/operations/",
)
OFFICERS = {"/reviews/": ("gulnora", "oversight")}
"""Who opens pages that begin so, and why: data protection those of persons' rights; an analyst everything else."""
LOOKS: dict[str, tuple[tuple[Literal["light", "dark"], int], ...]] = {
    "en": (("light", 1280), ("dark", 390)),
    "ru": (("dark", 1280), ("light", 390)),
}
HEAVIEST = 100_000
WITH_MAPS = frozenset({"/"})


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_light_and_nothing_serious_stands_in_anybodys_way(
    enter: Enter, violations: Callable[[Page], list[str]], say: Words, path: str
) -> None:
    start = path[: path.find("/", 1) + 1]
    who, purpose = OFFICERS.get(start, ("bolat", "investigation"))
    page = enter(who, say.language, purpose=purpose)
    loaded: list[Request] = []

    def note(request: Request) -> None:
        loaded.append(request)

    page.on("requestfinished", note)
    answer = page.goto(path)
    assert answer is not None
    assert answer.ok, "this officer does not open this page"
    sizes = {request.url: request.sizes() for request in loaded}
    weight = sum(each["responseBodySize"] + each["responseHeadersSize"] for each in sizes.values())
    assert len(sizes) > 3
    assert weight < HEAVIEST or path in WITH_MAPS, {url: each["responseBodySize"] for url, each in sizes.items()}
    for theme, width in LOOKS[say.language]:
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        page.set_viewport_size({"width": width, "height": 800})
        assert violations(page) == [], (theme, width)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"it scrolls sideways at {width}"
