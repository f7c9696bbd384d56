"""New labels on every row of a report, in all its versions, and on its files: an earlier version is never wider."""

from kerege.kernel.law import State
from kerege.rooms.access import actions as access_actions
from kerege.rooms.access import queries as access
from kerege.rooms.files import actions as files
from kerege.rooms.records import models
from kerege.rooms.records.actions.versions import FACTS_TABLES, NOMINAL_TABLES
from kerege.rooms.records.models import Reach
from kerege.rooms.records.policy import labels as labelling
from kerege.rooms.records.policy.labels import Bounds, Labels

Marked = models.PartRow | models.Version | models.Reason


def rewrite(held: models.Report, owner: access.Owner, bounds: Bounds, labels: Labels) -> None:
    """Put new labels on every row of a report, in all versions; where they are others than before the policy changes.

    A row that has its label already is not touched: that somebody wrote it anew would tell of a version. A newest
    version without a nominal part leaves the label of such a part to its files and to earlier versions.
    """
    nominal = labels.nominal or labelling.bare_nominal_label(owner, State(held.nominal_state), bounds)
    if is_changed(held, labels, nominal):
        access_actions.raise_epoch()
    models.Report.objects.filter(owner=held.owner, id=held.id).exclude(label=labels.facts).update(label=labels.facts)
    for reach, label in ((Reach.FACTS, labels.facts), (Reach.NOMINAL, nominal), (Reach.OWN, labels.own)):
        put(models.Version, held, label, reach=reach)
    for table in FACTS_TABLES:
        put(table, held, labels.facts)
    for table in NOMINAL_TABLES:
        put(table, held, nominal)
    put(models.Reason, held, nominal)
    put(models.FindingTerms, held, labels.own)
    files.relabel(owner=held.owner, report=held.id, facts=labels.facts, nominal=nominal)
    if labels.nominal:
        rewrite_findings(held, labels)


def put(table: type[Marked], held: models.Report, label: int, **which: Reach) -> None:
    """Put a label on those rows of a report in a table that have another."""
    table.objects.filter(owner=held.owner, report=held.id, **which).exclude(label=label).update(label=label)


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
