"""The page on which the owner's agency asks who may read a report, and why."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.rooms.records import desk
from tests.web.records.test_form import english, words

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
Visitor = Callable[..., "Client"]


def test_it_says_who_may_read_by_which_release_and_what_is_needed_otherwise(visitor: Visitor) -> None:
    saved = desk.report("aigerim")
    desk.release("aigerim", saved, "TJ")
    client = english(visitor("aigerim"))
    place = f"/records/{saved.report}/explain/"
    assert place in words(client.get(f"/records/{saved.report}/"))
    assert "opens it" not in words(client.get(place))
    opened = words(client.get(place, {"whom": "tj-dushanbe"}))
    assert "opens it" in opened
    closed = words(client.get(place, {"whom": "uz-tashkent"}))
    assert "may not read" in closed
    assert "a release by your agency to this desk" in closed
    assert "whom to call; nothing of the content" in closed


def test_an_unknown_name_is_said_at_the_field_and_a_foreign_report_is_not_found(visitor: Visitor) -> None:
    saved = desk.report("aigerim")
    place = f"/records/{saved.report}/explain/"
    client = english(visitor("aigerim"))
    answer = client.get(place, {"whom": "nobody-7"})
    assert answer.status_code == 422
    assert "goes by “nobody-7”" in words(answer)
    assert english(visitor("farrukh")).get(place).status_code == 404
