"""The main pages for everybody: narrow and wide, light and dark, in both languages; and light on a poor line."""

import re
from collections.abc import Callable
from typing import Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.loads import loads, weights
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
    "/deliveries/verify/",
    "/reviews/",
    "/reviews/?overdue=1",
    "/reviews/rules/",
    "/reviews/holds/",
    "/reviews/challenges/",
    "/reviews/erased/",
    "/reviews/notices/",
    "/reviews/consultations/",
    "/reviews/requests/",
    "/operations/",
    "/permissions/",
    "/account/sessions/",
)
REACHED = (
    ("/permissions/", "/permissions/"),
    ("/permissions/", "/openings/"),
    ("/permissions/", "/openings/", "/openings/[^/]+/shown/"),
    ("/permissions/", "/permissions/", "/records/[^/]+/$", "/permissions/ask/"),
    ("/hits/?all=1&side=asker", "/hits/[^?]", "/openings/ask/"),
)
"""Pages that have no address of their own: where one begins, and the links one follows from there."""
OFFICERS = {
    "/reviews/": ("gulnora", "oversight"),
    "/permissions/": ("tj_analyst", "investigation"),
    "/hits/?all=1&side=asker": ("tj_analyst", "investigation"),
}
"""Who opens pages that begin so, and why: data protection those of persons' rights; an analyst everything else."""
LOOKS: dict[str, tuple[tuple[Literal["light", "dark"], int], ...]] = {
    "en": (("light", 1280), ("dark", 390)),
    "ru": (("dark", 1280), ("light", 390)),
}
HEAVIEST = 100_000
WITH_MAPS = frozenset({"/"})


def officer(path: str) -> tuple[str, str]:
    """Who opens a page, and for what purpose."""
    return OFFICERS.get(path) or OFFICERS.get(path[: path.find("/", 1) + 1]) or ("bolat", "investigation")


def stands_well(page: Page, language: str, violations: Callable[[Page], list[str]]) -> None:
    """Nothing serious stands in anybody's way, and nothing scrolls sideways, in the looks of this language."""
    for theme, width in LOOKS[language]:
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        page.set_viewport_size({"width": width, "height": 800})
        assert violations(page) == [], (theme, width)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"it scrolls sideways at {width}"


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_light_and_nothing_serious_stands_in_anybodys_way(
    enter: Enter, violations: Callable[[Page], list[str]], say: Words, path: str
) -> None:
    who, purpose = officer(path)
    page = enter(who, say.language, purpose=purpose)
    with loads(page) as files:
        answer = page.goto(path)
    assert answer is not None
    assert answer.ok, "this officer does not open this page"
    weight = weights(files)
    assert len(weight) > 3
    assert sum(weight.values()) < HEAVIEST or path in WITH_MAPS, weight
    stands_well(page, say.language, violations)


@pytest.mark.parametrize("way", REACHED, ids=" ".join)
def test_a_page_that_others_lead_to_stands_in_nobodys_way(
    enter: Enter, violations: Callable[[Page], list[str]], say: Words, way: tuple[str, ...]
) -> None:
    who, purpose = officer(way[0])
    page = enter(who, say.language, purpose=purpose)
    page.goto(way[0])
    for step in way[1:]:
        follow(page, step)
    stands_well(page, say.language, violations)


def follow(page: Page, step: str) -> None:
    """Open the first link in the page whose address fits."""
    found = page.locator("main a[href]").evaluate_all("links => links.map(each => each.getAttribute('href'))")
    address = next((each for each in found if re.search(step, each) and each != urlsplit(page.url).path), None)
    assert address is not None, f"{page.url} leads to no {step}: {found}"
    answer = page.goto(address)
    assert answer is not None
    assert answer.ok, address
