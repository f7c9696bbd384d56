"""Tables of bulletins: editions, each a version of one week's summary of one desk."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kerege.foundation.models import Guarded


class Edition(Guarded):
    """One version of a product: a draft keeps its recipe alone, a released one its frozen content and sources too.

    The label of a draft is the desk's agency; that of a released edition lets in all to whom its sources are open,
    less the parties that any source excludes.
    """

    product = models.CharField(max_length=12)
    period = models.CharField(max_length=10)
    number = models.IntegerField()
    state = models.CharField(max_length=10)
    made_at = models.DateTimeField()
    made_by = models.UUIDField()
    without = ArrayField(models.CharField(max_length=90), default=list)
    agreed = models.JSONField(default=list)
    foreword = models.TextField(blank=True)
    released_at = models.DateTimeField(null=True)
    released_by = models.UUIDField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.UUIDField(null=True)
    content = models.JSONField(null=True)
    """The laid-out document by language, frozen at release."""
    sources = models.JSONField(null=True)
    """Owner, report and version of everything that stands in it, frozen at release."""
    content_hash = models.BinaryField(max_length=32, null=True)
    signature = models.BinaryField(max_length=96, null=True)
    level = models.SmallIntegerField(default=0)
    handling = ArrayField(models.CharField(max_length=2), default=list)
    conditions = ArrayField(models.CharField(max_length=24), default=list)
    forbidden = ArrayField(models.UUIDField(), default=list)

    class Meta(Guarded.Meta):
        db_table = "bulletins_edition"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["owner", "product", "period", "number"], name="bulletins_edition_number")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["product", "-period", "-number"], name="bulletins_edition_newest")
        ]
