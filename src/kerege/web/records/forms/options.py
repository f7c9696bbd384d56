"""What drop-downs and suggestions offer: countries, regions, units, substances, in the reader's language."""

from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kerege.kernel import regions, units
from kerege.kernel.countries import COUNTRY_CODES, UNCODED, country_name
from kerege.kernel.units import unit_of
from kerege.rooms.substances import queries as substances

NEAR = ("KZ", "KG", "TJ", "TM", "UZ", "AZ", "RU", "AF", "IR", "PK", "CN", "TR")
USUAL_UNITS = ("kg", "g", "t", "l", "ml", "tablet", "capsule", "ampoule", "unit", "dose", "plant", "m2")


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: the stored value and its words."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class OptionGroup:
    """Choices under a common heading."""

    name: str
    options: tuple[Option, ...]


@lru_cache(maxsize=8)
def country_groups(language: str) -> tuple[OptionGroup, ...]:
    """The region's states first, then all countries by name."""
    near = tuple(Option(code, country_name(code, language)) for code in NEAR)
    others = [Option(c, country_name(c, language)) for c in COUNTRY_CODES if c not in NEAR and c not in UNCODED]
    return OptionGroup(_("The region"), near), OptionGroup(_("All countries"), tuple(sorted(others, key=words_of)))


@lru_cache(maxsize=1024)
def country_choices(language: str, chosen: str) -> SafeString:
    """The countries as a drop-down holds them, one of them chosen or none: written once, the same for every reader."""
    groups = {"groups": country_groups(language), "chosen": chosen}
    return SafeString(render_to_string("records/_countries.html", groups))


@lru_cache(maxsize=8)
def substance_choices(language: str) -> SafeString:
    """The names of the register as suggestions hold them, written once."""
    return SafeString(render_to_string("records/_names.html", {"names": substance_names(language)}))


def words_of(option: Option) -> str:
    """What options are sorted by."""
    return option.words.casefold().replace("ё", "е")


@lru_cache(maxsize=8)
def country_names(language: str) -> tuple[Option, ...]:
    """All countries by name, for suggestions while writing."""
    return tuple(Option(o.words, o.value) for group in country_groups(language) for o in group.options)


@lru_cache(maxsize=400)
def region_names(country: str, language: str) -> tuple[Option, ...]:
    """The regions of a country, or of every country of the region when none is chosen yet."""
    codes = (country,) if country else NEAR
    found = [(entry.name(language), code) for code in codes for entry in regions.regions_of(code)]
    return tuple(Option(name, "" if country else country_name(code, language)) for name, code in found)


@lru_cache(maxsize=8)
def unit_groups(language: str) -> tuple[OptionGroup, ...]:
    """The usual units first, then the whole vocabulary."""
    every = {each.code: Option(each.code, each.name(language)) for each in units.units()}
    usual = tuple(every[code] for code in USUAL_UNITS if code in every)
    rest = tuple(option for code, option in every.items() if code not in USUAL_UNITS)
    return OptionGroup(_("Usual units"), usual), OptionGroup(_("Other units"), rest)


@lru_cache(maxsize=8)
def substance_names(language: str) -> tuple[Option, ...]:
    """The names of the register, for suggestions while writing."""
    return tuple(Option(each.title, "") for each in substances.names(language))


def country_words(code: str, language: str) -> str:
    """A country's name, or what stands there if it is no code."""
    return country_name(code, language) if code in COUNTRY_CODES else code


def region_words(given: str, language: str) -> str:
    """A region's name, or what stands there if it is no code."""
    try:
        return regions.region(given).name(language)
    except KeyError:
        return given


def unit_code(given: str) -> str:
    """The code of a unit as given, or what was given when no unit is meant by it."""
    found = unit_of(given) if given.strip() else None
    return found.code if found else given


def substance_words(code: str, language: str) -> str:
    """The register's name of a substance, or nothing when it has no entry."""
    try:
        return substances.register().entry(code).title(language) if code else ""
    except substances.UnknownSubstanceError:
        return code


def suggested(given: str, language: str) -> tuple[str, ...]:
    """Names of the register that a written name may mean: shown to a person, never taken unasked."""
    found = substances.resolve(given).suggestions
    return tuple(substance_words(each.code, language) for each in found[:3])
