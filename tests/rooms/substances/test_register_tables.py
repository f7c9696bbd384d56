"""The register in its tables: loaded by the migration, the same as the vocabulary, read by all, written by none."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import ProgrammingError, transaction

from kerege.rooms.substances import actions, queries
from kerege.rooms.substances.models import Edition, Substance
from kerege.rooms.substances.rules import shipped_register

pytestmark = pytest.mark.django_db


def test_migration_has_loaded_the_register_as_it_was_shipped() -> None:
    queries.forget_register()
    assert queries.register() == shipped_register()


def test_loading_again_writes_nothing() -> None:
    assert not actions.load_register().changed


@pytest.mark.parametrize("table", actions.TABLES)
def test_role_app_cannot_write_the_register(table: type[Substance]) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        table._default_manager.all().delete()


def test_an_empty_register_is_an_error_that_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    queries.forget_register()
    monkeypatch.setattr(Substance, "objects", Substance.objects.none())
    with pytest.raises(queries.RegisterEmptyError, match="migrate"):
        queries.register()
    queries.forget_register()


def test_the_edition_is_the_digest_of_the_vocabulary() -> None:
    held = bytes(Edition.objects.get(one=True).digest)
    assert held == actions.vocabulary_digest()


def test_a_card_of_a_form_shows_control_and_classes_of_its_base() -> None:
    card = queries.substance("crack")
    assert [each.code for each in card.classes] == ["coca-type"]
    assert {row.code for row in card.controls} == {"cocaine"}
    assert card.sizes[0].large == Decimal(5)


def test_queries_answer_from_the_tables() -> None:
    assert queries.resolve("Cocaine HCL").code == "cocaine"
    assert queries.control_on("heroin", "UN", date(2026, 1, 1)).state is queries.ControlState.CONTROLLED
    found = queries.size_class("heroin", "RU", date(2026, 1, 1), Decimal(3))
    assert found is not None
    assert found.size is queries.Size.LARGE
    assert {each.code for each in queries.members("nitazenes")} >= {"isotonitazene", "metonitazene"}


@pytest.mark.parametrize(("lang", "title"), [("en", "Heroin"), ("ru", "Героин")])
def test_titles_come_in_both_languages(lang: str, title: str) -> None:
    assert {each.code: each.title for each in queries.names(lang)}["heroin"] == title
    assert all(each.kind is not queries.Kind.CLASS for each in queries.titles(lang, [queries.Kind.SUBSTANCE]))


def test_an_unknown_code_is_an_error() -> None:
    with pytest.raises(queries.UnknownSubstanceError, match="no-such-thing"):
        queries.substance("no-such-thing")
