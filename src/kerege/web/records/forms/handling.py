"""The handling section of the report form: level, codes, conditions, grading, who must not see or be told."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from kerege.kernel.grading_words import INFORMATION, SOURCES
from kerege.kernel.gradings import Scheme
from kerege.kernel.law import Condition, Handling
from kerege.rooms.directory import queries as directory
from kerege.rooms.records.queries import Kind
from kerege.web.records.forms.controls import Page
from kerege.web.records.forms.given import Row
from kerege.web.records.forms.options import Option, OptionGroup
from kerege.web.shell.words import word


@dataclass(frozen=True, slots=True, kw_only=True)
class HandlingForm:
    """What the owner may say about handling, with what was given and its faults."""

    level: str
    levels: tuple[Option, ...]
    codes: tuple[Option, ...]
    chosen_codes: frozenset[str]
    conditions: tuple[Option, ...]
    chosen_conditions: frozenset[str]
    restriction: str
    mode: str
    modes: tuple[Option, ...]
    mode_reason: str
    parties: tuple[Option, ...]
    chosen_parties: frozenset[str]
    sources: tuple[OptionGroup, ...]
    source: str
    informations: tuple[OptionGroup, ...]
    information: str
    usual_grading: str
    errors: dict[str, tuple[str, ...]]

    @property
    def open(self) -> bool:
        """Whether something was said or is wrong: then the section is not folded."""
        said = (self.chosen_codes - {"H0"}, self.chosen_conditions, self.restriction, self.mode, self.chosen_parties)
        return any(said) or self.level not in {"", "open"} or bool(self.source) or any(self.errors.values())


def handling_form(kind: Kind, raw: Row, page: Page, own_party: str) -> HandlingForm:
    """The section as it stands for what was given."""
    scheme = str(raw.get("grading_scheme") or Scheme.ADMIRALTY.value)
    names = ("level", "handling", "conditions", "restriction", "finding_mode", "mode_reason", "grading_source")
    return HandlingForm(
        level=text_of(raw, "level") or "open",
        levels=(Option("open", _("Open")), Option("official_use", _("For official use"))),
        codes=tuple(Option(each.value, word(each)) for each in Handling if each is not Handling.H0),
        chosen_codes=set_of(raw, "handling"),
        conditions=tuple(Option(each.value, word(each)) for each in Condition),
        chosen_conditions=set_of(raw, "conditions"),
        restriction=text_of(raw, "restriction"),
        mode=text_of(raw, "finding_mode"),
        modes=finding_modes(),
        mode_reason=text_of(raw, "mode_reason"),
        parties=tuple(Option(p.code, p.name(page.language)) for p in directory.parties() if p.code != own_party),
        chosen_parties=set_of(raw, "not_to_parties"),
        sources=graded(SOURCES, page.language),
        source=grade_value(scheme, text_of(raw, "grading_source")),
        informations=graded(INFORMATION, page.language),
        information=grade_value(scheme, text_of(raw, "grading_information")),
        usual_grading="".join(kind.default_grading[1:]) or _("not graded"),
        errors={name: page.errors(name) for name in names},
    )


def finding_modes() -> tuple[Option, ...]:
    """What others may learn of the nominal part when they check somebody: never more than the table of the law."""
    return (
        Option("", _("As usual for each category")),
        Option("silent", _("Only we learn of a match")),
        Option("none", _("Nobody learns of a match, not even we (needs a reason)")),
    )


def graded(table: dict[str, dict[str, tuple[str, str]]], language: str) -> tuple[OptionGroup, ...]:
    """The grades of every scheme as choices."""
    names = {"admiralty": _("6×6 (A1)"), "europol": _("4×4 (A1)"), "uk": _("3×5×2 (1A)")}
    place = 1 if language.startswith("ru") else 0
    return tuple(
        OptionGroup(names[str(scheme)], tuple(Option(f"{scheme}:{g}", f"{g} · {w[place]}") for g, w in grades.items()))
        for scheme, grades in table.items()
    )


def grade_value(scheme: str, grade: str) -> str:
    """A grade as the choice names it."""
    return f"{scheme}:{grade}" if grade else ""


def split_grades(raw: Row) -> None:
    """Take scheme and grade apart in what was posted; grades of two schemes are left so that the rules refuse them."""
    source, information = text_of(raw, "grading_source"), text_of(raw, "grading_information")
    if ":" in source:
        raw["grading_scheme"], _sep, raw["grading_source"] = source.partition(":")
    if ":" in information:
        scheme, _sep, grade = information.partition(":")
        raw["grading_scheme"] = raw.get("grading_scheme") or scheme
        raw["grading_information"] = grade if scheme == raw["grading_scheme"] else f"{scheme} {grade}"


def text_of(raw: Row, name: str) -> str:
    """A text of the input."""
    return str(raw.get(name) or "")


def set_of(raw: Row, name: str) -> frozenset[str]:
    """A set of codes of the input."""
    given = raw.get(name)
    return frozenset(str(each) for each in given) if isinstance(given, list) else frozenset()
