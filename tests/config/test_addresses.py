"""What pages write once and keep: addresses of pages by their names, and the menu, in each language of its own."""

import random
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.conf import settings
from django.urls import URLResolver, get_resolver, reverse
from django.urls.converters import UUIDConverter
from django.urls.resolvers import RoutePattern
from django.utils import translation

from kerege.config.jinja import url
from kerege.kernel.law import Role
from kerege.web.shell import navigation
from kerege.web.shell.navigation import address


def named(found: URLResolver, above: str = "") -> Iterator[tuple[str, list[str]]]:
    """Name and parts of every address whose parts are ids alone."""
    for each in found.url_patterns:
        if isinstance(each, URLResolver):
            yield from named(each, f"{above}{each.namespace}:" if each.namespace else above)
        elif isinstance(each.pattern, RoutePattern) and each.name:
            converters = each.pattern.converters
            if all(isinstance(converter, UUIDConverter) for converter in converters.values()):
                yield f"{above}{each.name}", list(converters)


def test_every_address_is_that_which_django_writes() -> None:
    drawn, parted = random.Random("EXERCISE"), 0
    for name, parts in named(get_resolver()):
        for _ in range(3):
            ids = {part: UUID(int=drawn.getrandbits(128)) for part in parts}
            same = dict.fromkeys(parts, UUID(int=drawn.getrandbits(128)))
            for given in (ids, same):
                assert url(name, **given) == reverse(name, kwargs=given or None)
                parted += len(parts)
    assert parted > 100


def test_what_is_no_id_stands_in_an_address_too() -> None:
    assert url("records:export", form="csv") == reverse("records:export", kwargs={"form": "csv"})
    given = {"report": UUID(int=5), "number": 7}
    assert url("records:version", **given) == reverse("records:version", kwargs=given)


@pytest.mark.parametrize("role", Role)
def test_the_menu_speaks_the_language_of_its_reader_and_marks_where_he_is(role: Role) -> None:
    where = (settings.ROOT_URLCONF, "/")
    for code in ("ru", "en", "ru"):
        with translation.override(code):
            for current in ["", *(place.url for place in navigation.named(role, ""))]:
                made, places = navigation.menu(role, current, code, where), navigation.named(role, current)
                assert [place.url for place in places if place.current] == [current][: bool(current)]
                assert made.entries.count('aria-current="page"') == bool(current)
                for place in places:
                    assert f"<span>{place.name}</span>" in made.entries
                    assert f"<dd>{place.name}</dd>" in made.keys
                assert made.checks == (address("crosscheck:check") in {place.url for place in places})
    there = [each for each in navigation.ENTRIES if navigation.may_open(each, role) and address(each.page) is not None]
    assert [place.key for place in navigation.named(role, "")] == [each.key for each in there]
