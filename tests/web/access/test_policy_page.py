"""The page of who may do what, for every role that looks it up."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
Visitor = Callable[..., "Client"]


@pytest.mark.parametrize(("language", "said"), [("en", "Tables and who may read and write them"), ("ru", "Таблицы")])
@pytest.mark.parametrize("name", ["admin", "aigerim"])
def test_who_may_do_what_is_shown_with_each_table_and_its_readers_in_words(
    visitor: Visitor, name: str, language: str, said: str
) -> None:
    client = visitor(name)
    client.cookies["kerege_language"] = language
    answer = client.get("/directory/policy/")
    assert answer.status_code == 200
    shown = answer.content.decode()
    assert said in shown
    assert "records_report" in shown
