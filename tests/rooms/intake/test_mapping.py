"""Columns find their fields by headings in English and Russian, as they stand or nearly."""

import pytest


def mapped(*columns: str, kind: str = "seizure") -> dict[str, str]:
    from kerege.rooms.intake import queries

    return {each.column: each.path for each in queries.suggested(columns, kind)}


@pytest.mark.parametrize(
    ("column", "path"),
    [
        ("Дата изъятия", "occurred"),
        ("DATE OF SEIZURE", "occurred"),
        ("Страна", "country"),
        ("Drug name", "items.0.substance"),
        ("Количество", "items.0.quantity"),
        ("Ед. изм.", "items.0.unit"),
        ("Способ сокрытия ", "concealment"),
        ("Cпособ сокрытия", "concealment"),
        ("Количестово", "items.0.quantity"),
        ("ФИО", "subjects.0.name"),
        ("Телефон", "subjects.0.identifiers.0.value"),
        ("items.1.substance", "items.1.substance"),
        ("Substance 2", "items.1.substance"),
        ("Погода", ""),
        ("№", ""),
    ],
)
def test_a_heading_finds_its_field(column: str, path: str) -> None:
    assert mapped(column)[column] == path


def test_no_field_is_suggested_twice() -> None:
    found = [path for path in mapped("Дата", "Date", "Дата изъятия", "Страна", "country").values() if path]
    assert len(found) == len(set(found))


def test_what_is_required_and_not_given_is_named() -> None:
    from kerege.rooms.intake import queries

    names = {field.name for field in queries.missing_fields("seizure", ["occurred", "items.0.substance"])}
    assert names == {"country", "quantity"}


def test_two_columns_on_one_field_are_refused() -> None:
    from kerege.rooms.intake.queries import UnreadableFileError
    from kerege.rooms.intake.rules.table import TablePlan

    with pytest.raises(UnreadableFileError, match="Two columns"):
        TablePlan(("a", "b"), "seizure", {"a": "country", "b": "country"})


def test_choice_cells_take_codes_and_words_of_every_language() -> None:
    from kerege.rooms.intake.rules.table import TablePlan

    words = {"items.0.form": {"порошок": "powder", "powder": "powder"}}
    plan = TablePlan(("f", "s"), "seizure", {"f": "items.0.form", "s": "items.0.substance"}, {}, words)
    from kerege.rooms.intake.rules.plans import Surveyed

    assert plan.read(["Порошок", "heroin"], Surveyed()).raw["items"] == [{"form": "powder", "substance": "heroin"}]
