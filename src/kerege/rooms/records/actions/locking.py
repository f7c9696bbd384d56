"""Locking a report: what an act reads of it and writes to it is not changed by another meanwhile."""

from uuid import UUID

from kerege.rooms.records import models


def locked(report_id: UUID) -> models.Report | None:
    """A report that the viewer may change, locked until the transaction ends; None where there is none for him.

    Who waited for another act is judged by the labels of before it: a label that this act made first is not among them,
    so a report that bears it now would seem to be gone. A second look is judged by the labels of now.
    """
    waiting = models.Report.objects.select_for_update().filter(id=report_id)
    return waiting.first() or waiting.all().first()
