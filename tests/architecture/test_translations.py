"""The check of translations finds what is missing, lost or left over."""

from pathlib import Path

import pytest

from tools import translations

PAGE = """{% trans count=3 %}
  {{ count }} report
{% pluralize %}
  {{ count }} reports
{% endtrans %}{{ _("Open") }}"""
CODE = '"""Words."""\nfrom django.utils.translation import gettext_lazy as _, pgettext\n'
CODE += '_("Seizure of {amount}")\npgettext("law", "Act")\n'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project with one page, one module and its Russian catalogue, all translated."""
    pages = tmp_path / "src" / "kerege" / "web" / "templates"
    pages.mkdir(parents=True)
    (pages / "page.html").write_text(PAGE)
    (tmp_path / "src" / "kerege" / "web" / "words.py").write_text(CODE)
    translations.update(tmp_path)
    fill(
        tmp_path,
        {
            "Open": "Открыть",
            "Seizure of {amount}": "Изъятие: {amount}",
            "Act": "Акт",
            "%(count)s report": ("%(count)s сообщение", "%(count)s сообщения", "%(count)s сообщений"),
        },
    )
    return tmp_path


def fill(root: Path, known: dict[str, str | tuple[str, ...]]) -> None:
    """Put translations into the Russian catalogue, as a translator does."""
    path = translations.catalogue_path(root, "ru")
    filled = translations.catalogue(root, "ru")
    for message in filled:
        key = message.id[0] if isinstance(message.id, tuple) else message.id
        message.string = known.get(key, message.string)
    with path.open("wb") as file:
        translations.write_po(file, filled)


def test_a_complete_catalogue_passes(project: Path) -> None:
    assert translations.check(project) == []


def test_a_new_text_is_missed_until_it_is_translated(project: Path) -> None:
    (project / "src" / "kerege" / "web" / "more.py").write_text('"""More."""\n_("New text")\n')
    assert "not in the catalogue" in translations.check(project)[0]
    translations.update(project)
    assert "'New text' (web/more.py): not translated" in translations.check(project)[0]
    fill(project, {"New text": "Новый текст"})
    assert translations.check(project) == []


def test_an_unused_text_is_named_and_taken_out(project: Path) -> None:
    (project / "src" / "kerege" / "web" / "words.py").write_text('"""Words."""\n')
    assert sum("no longer used" in problem for problem in translations.check(project)) == 2
    translations.update(project)
    assert translations.check(project) == []


def test_a_lost_field_is_named(project: Path) -> None:
    fill(project, {"Seizure of {amount}": "Изъятие: {сколько}"})
    assert "fields differ" in translations.check(project)[0]


def test_bringing_up_to_date_twice_changes_nothing(project: Path) -> None:
    path = translations.catalogue_path(project, "ru")
    translations.update(project)
    first = path.read_bytes()
    translations.update(project)
    assert path.read_bytes() == first


def test_a_translators_file_is_taken_in(project: Path, tmp_path: Path) -> None:
    other = tmp_path / "ru.po"
    other.write_text(
        'msgid ""\nmsgstr ""\n\nmsgid "Open"\nmsgstr "Раскрыть"\n\nmsgctxt "law"\nmsgid "Act"\nmsgstr ""\n'
    )
    translations.update(project, other)
    known = translations.catalogue(project, "ru")
    opened, act = known.get("Open"), known.get("Act", context="law")
    assert opened is not None
    assert act is not None
    assert (opened.string, act.string) == ("Раскрыть", "Акт")


def test_catalogues_are_compiled_for_django(project: Path) -> None:
    assert translations.compile_all(project) == ["src/kerege/locale/ru/LC_MESSAGES/django.mo"]
    assert (project / "src/kerege/locale/ru/LC_MESSAGES/django.mo").stat().st_size > 100


def test_a_lone_per_cent_sign_in_a_translation_is_found(project: Path) -> None:
    fill(project, {"Open": "Открыть, %"})
    assert [problem for problem in translations.check(project) if "lone %" in problem]
