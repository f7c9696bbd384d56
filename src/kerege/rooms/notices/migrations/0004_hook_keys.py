"""Keys of webhooks are rotated: the former signs beside the new one for a while."""

from django.db import migrations, models

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Two columns that the desk's keepers change, and the node's list of addresses with them."""

    dependencies = [("notices", "0003_signed_instants")]

    operations = [
        migrations.AddField("hook", "key_number", models.SmallIntegerField(default=0, db_default=0)),
        migrations.AddField("hook", "former_until", models.DateTimeField(null=True)),
        run_named("notices", "hook_keys"),
    ]
