"""Fences of the room's tables, who stands in the audiences of a file, and the law that counts it."""

from django.db import migrations

from kerege.foundation.keys import Fence, fence_statements
from kerege.foundation.statements import run_named

SEATS = "id = ANY((SELECT own_seats())::uuid[])"


class Migration(migrations.Migration):
    """Files and steps never change; places are given and ended by functions alone."""

    dependencies = [("operations", "0001_initial"), ("access", "0009_signed_journal")]

    operations = [
        Fence("operations_delivery", updates=()),
        Fence("operations_delivery_step", updates=()),
        run_named("operations", "members"),
        migrations.RunSQL(
            [
                "ALTER TABLE operations_member DROP CONSTRAINT operations_member_pkey CASCADE",
                "ALTER TABLE operations_member ADD PRIMARY KEY (owner, id)",
                *fence_statements("operations_member", SEATS, "false", (), False),
                "REVOKE INSERT ON operations_member FROM kerege_app",
            ],
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
