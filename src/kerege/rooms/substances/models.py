"""Tables of the register: published reference data; role app reads them, only a migration writes them."""

from enum import StrEnum

from django.db import models

from kerege.foundation.models import PublicRow
from kerege.rooms.substances.rules import Confidence, Kind, NameKind, SinceKind


def choices(words: type[StrEnum]) -> list[tuple[str, str]]:
    """Stored codes of an enumeration; the faces translate them."""
    return [(each.value, each.value) for each in words]


class Substance(PublicRow):
    """An entry: a substance, a form of one, a product, a plant, or a whole class."""

    code = models.CharField(max_length=60, primary_key=True)
    place = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=choices(Kind))
    class_code = models.CharField(max_length=60, blank=True, db_index=True)
    form_of = models.CharField(max_length=60, blank=True)
    name_en = models.CharField(max_length=200)
    name_ru = models.CharField(max_length=200)
    formula = models.CharField(max_length=60, blank=True)
    cas = models.CharField(max_length=14, blank=True)
    inchikey = models.CharField(max_length=27, blank=True)
    smiles = models.TextField(blank=True)

    class Meta:
        db_table = "substances_substance"


class PlacedRow(PublicRow):
    """A row whose key is its place in the vocabulary file, so that loading twice writes the same rows."""

    place = models.PositiveIntegerField(primary_key=True)
    code = models.CharField(max_length=60, db_index=True)

    class Meta:
        abstract = True


class Name(PlacedRow):
    """Another name of an entry, in a language, with its source."""

    lang = models.CharField(max_length=8)
    kind = models.CharField(max_length=12, choices=choices(NameKind))
    text = models.CharField(max_length=300)
    source = models.CharField(max_length=40)

    class Meta:
        db_table = "substances_name"


class ControlStatus(PlacedRow):
    """That an instrument lists a substance in a jurisdiction; `since` is a date code at the precision it was stated."""

    jurisdiction = models.CharField(max_length=8)
    instrument = models.CharField(max_length=200)
    schedule = models.CharField(max_length=60, blank=True)
    since = models.CharField(max_length=12, blank=True)
    since_kind = models.CharField(max_length=16, choices=choices(SinceKind))
    until = models.DateField(null=True)
    source = models.TextField()
    confidence = models.CharField(max_length=12, choices=choices(Confidence))

    class Meta:
        db_table = "substances_control_status"


class SizeClass(PlacedRow):
    """Grams above which an amount is significant, large, especially large in a jurisdiction."""

    jurisdiction = models.CharField(max_length=8)
    significant = models.DecimalField(max_digits=16, decimal_places=6)
    large = models.DecimalField(max_digits=16, decimal_places=6)
    especially_large = models.DecimalField(max_digits=16, decimal_places=6)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    source = models.TextField()
    confidence = models.CharField(max_length=12, choices=choices(Confidence))

    class Meta:
        db_table = "substances_size_class"


class Hint(PlacedRow):
    """What a written text may mean: suggested to a person, never done."""

    text = models.CharField(max_length=300)
    score = models.FloatField()
    why_en = models.TextField()
    why_ru = models.TextField()

    class Meta:
        db_table = "substances_hint"


class NameSource(PublicRow):
    """Where names of the register come from."""

    key = models.CharField(max_length=40, primary_key=True)
    place = models.PositiveIntegerField()
    title = models.TextField()
    licence = models.TextField(blank=True)

    class Meta:
        db_table = "substances_name_source"


class Edition(PublicRow):
    """Which vocabulary the tables hold: one row with its digest."""

    one = models.BooleanField(primary_key=True, default=True)
    digest = models.BinaryField(max_length=32)

    class Meta:
        db_table = "substances_edition"
