"""Keys (owner, id), row policies and the list index of records."""

from django.db import migrations

from kerege.foundation.keys import Fence
from kerege.foundation.statements import run_named

REPORT = ("report", "records_report")
VERSION = ("version", "records_version")


class Migration(migrations.Migration):
    """Fence every table of the room; versions and parts never change but for label, finding and `current`."""

    dependencies = [("records", "0001_initial"), ("access", "0002_law")]

    operations = [
        Fence(
            "records_report",
            updates=("label", "facts_state", "nominal_state", "head", "head_number", "retracted", "repeats"),
        ),
        Fence("records_version", parents=[REPORT]),
        Fence("records_facts", parents=[REPORT, VERSION], updates=("label", "current")),
        Fence("records_item", parents=[REPORT, VERSION], updates=("label", "current")),
        Fence("records_leg", parents=[REPORT, VERSION], updates=("label", "current")),
        Fence("records_nominal", parents=[REPORT, VERSION], updates=("label", "current", "finding", "review_on")),
        Fence("records_subject", parents=[REPORT, VERSION], updates=("label", "current", "finding", "challenged")),
        Fence(
            "records_identifier",
            parents=[REPORT, VERSION, ("subject", "records_subject")],
            updates=("label", "current"),
        ),
        Fence(
            "records_link",
            parents=[REPORT, VERSION, ("from_subject", "records_subject"), ("to_subject", "records_subject")],
            updates=("label", "current"),
        ),
        run_named("records", "list_index"),
    ]
