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


@pytest.mark.parametrize(
    ("path", "written", "code"),
    [
        ("subjects.0.offence", "Контрабанда", "smuggling"),
        ("subjects.0.offence", "КОНТРАБАНДА  через границу", "smuggling"),
        ("subjects.0.offence", "smuggling", "smuggling"),
        ("subjects.0.category", "сообщник", "contact"),
        ("items.0.form", "растёния", "plant"),
        ("items.0.form", "EXERCISE", "EXERCISE"),
        ("legs.0.transport", "Море", "sea"),
        ("legs.0.transport", "курьер", "post"),
        ("legs.0.transport", "ПЕШКОМ", "on_foot"),
    ],
)
def test_choice_cells_take_the_usual_short_words_and_leave_others_as_written(
    path: str, written: str, code: str
) -> None:
    from kerege.rooms.intake.queries.wording import words
    from kerege.rooms.intake.rules.mapping import choice_words
    from kerege.rooms.intake.rules.table import TablePlan
    from kerege.rooms.records.queries import KINDS

    plan = TablePlan(("c",), "seizure", {"c": path}, {}, choice_words(KINDS["seizure"], words))
    assert plan.worded(path, written) == code


def test_a_short_word_never_stands_for_two_choices() -> None:
    from kerege.rooms.intake.queries.wording import words
    from kerege.rooms.intake.rules.mapping import choice_words, shortened
    from kerege.rooms.records.queries import KINDS

    for kind in KINDS.values():
        read = choice_words(kind, words)
        for path, field in kind.paths().items():
            said: dict[str, set[str]] = {}
            for choice in field.choices or ():
                for short in {short for label in words(choice.label) for short in shortened(label)}:
                    said.setdefault(short, set()).add(choice.code)
            for short, codes in said.items():
                assert short not in read[path] or read[path][short] in codes
                whole = {label.casefold() for choice in field.choices or () for label in words(choice.label)}
                assert len(codes) == 1 or short not in read[path] or short in whole


def test_a_category_without_a_name_is_a_person_whose_name_is_asked_for_and_not_an_object_without_a_kind() -> None:
    from kerege.rooms.intake.rules.plans import Surveyed
    from kerege.rooms.intake.rules.table import TablePlan

    mapping = {"Категория": "subjects.0.category", "Телефон": "subjects.1.kind"}
    plan = TablePlan(("Категория", "Телефон"), "seizure", mapping)
    assert plan.read(["подозреваемый", ""], Surveyed()).raw["subjects"] == [
        {"category": "подозреваемый", "kind": "person"}
    ]
    assert plan.read(["", ""], Surveyed()).raw.get("subjects") is None


def test_a_column_of_surnames_and_names_is_suggested_as_the_name_of_a_person() -> None:
    from kerege.rooms.intake.queries import suggested

    [found] = suggested(("Фамилия Имя",), "seizure")
    assert found.path == "subjects.0.name"
