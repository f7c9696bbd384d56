"""Erasing reaches words beside records; words of no record are forgotten after their time; sweeping is the node's."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """An erasure happens at the instant signed with its viewer: the function no longer takes one."""

    dependencies = [
        ('retention', '0004_inquiries'),
        ('requests', '0002_fences'),
        ('operations', '0003_joint'),
        ('deconfliction', '0004_at_once'),
        ('oversight', '0002_fences'),
        ('screening', '0004_signed_instants'),
        ('intake', '0003_row_version'),
        ('crosscheck', '0008_subject_candidates'),
    ]

    operations = [
        run_named("retention", "sweeping"),
        run_named("retention", "words"),
        run_named("retention", "reminding"),
    ]
