"""The table of attachments: what lies on disk, whose it is, who added it and when."""

from typing import ClassVar

from django.db import models

from kerege.foundation.models import Guarded


class Attachment(Guarded):
    """One file of one part of a report; its bytes lie under a random name that tells nothing."""

    report = models.UUIDField()
    part = models.CharField(max_length=8)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    given_hash = models.BinaryField(max_length=32)
    """SHA-256 of the bytes as they came: what the officer can compare with his original."""
    content_hash = models.BinaryField(max_length=32)
    """SHA-256 of the bytes as they are kept."""
    stripped = models.BooleanField()
    """Whether metadata were taken out; a PDF taken in before its cleaning existed may still tell who made it."""
    stored_name = models.CharField(max_length=80)
    added_at = models.DateTimeField()
    added_by = models.UUIDField()
    removed_at = models.DateTimeField(null=True)
    removed_by = models.UUIDField(null=True)

    class Meta(Guarded.Meta):
        db_table = "files_attachment"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owner", "report"], name="files_attachment_report")
        ]
