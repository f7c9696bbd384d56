"""New labels on every row of a report, in all its versions, and on its files: an earlier version is never wider."""

from kerege.kernel.law import State
from kerege.rooms.access import actions as access_actions
from kerege.rooms.access import queries as access
from kerege.rooms.files import actions as files
from kerege.rooms.records import models
from kerege.rooms.records.policy import labels as labelling
from kerege.rooms.records.policy.labels import Labels

FACTS_TABLES: tuple[type[models.PartRow], ...] = (models.Facts, models.Item, models.Leg)
NOMINAL_TABLES: tuple[type[models.PartRow], ...] = (models.Nominal, models.Subject, models.Identifier, models.Link)


def rewrite(held: models.Report, owner: access.Owner, version: models.Version, labels: Labels) -> None:
    """Put new labels on every row of a report, in all versions; where they are others than before the policy changes.

    A newest version without a nominal part leaves the label of such a part to its files and to earlier versions.
    """
    nominal = labels.nominal or labelling.bare_nominal_label(owner, State(held.nominal_state), version)
    if is_changed(held, labels, nominal):
        access_actions.raise_epoch()
    models.Report.objects.filter(owner=held.owner, id=held.id).update(label=labels.facts)
    models.Version.objects.filter(owner=held.owner, report=held.id).update(label=labels.facts)
    for table in FACTS_TABLES:
        table.objects.filter(owner=held.owner, report=held.id).update(label=labels.facts)
    for table in NOMINAL_TABLES:
        table.objects.filter(owner=held.owner, report=held.id).update(label=nominal)
    files.relabel(owner=held.owner, report=held.id, facts=labels.facts, nominal=nominal)
    if labels.nominal:
        rewrite_findings(held, labels)


def is_changed(held: models.Report, labels: Labels, nominal: int) -> bool:
    """Whether somebody may read or find something else by the new labels than by those on the rows now."""
    same = {"label": nominal, "finding": labels.finding} if labels.nominal else {"label": nominal}
    parts = models.Nominal.objects.filter(owner=held.owner, report=held.id)
    return held.label != labels.facts or parts.exclude(**same).exists()


def rewrite_findings(held: models.Report, labels: Labels) -> None:
    """What others learn of each subject; the tightest of all stands on the part itself and on earlier subjects."""
    for table in (models.Nominal, models.Subject):
        table.objects.filter(owner=held.owner, report=held.id).update(finding=labels.finding)
    current = models.Subject.objects.filter(owner=held.owner, report=held.id, current=True)
    for at, finding in enumerate(labels.subjects):
        current.filter(position=at).update(finding=finding)
