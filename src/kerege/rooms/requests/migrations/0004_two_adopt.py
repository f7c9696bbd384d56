"""A profile of clocks is adopted by two persons: what one entered waits for the other's word."""

from django.db import migrations, models

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Whose word a row confirms, and the policy that asks for two."""

    dependencies = [("requests", "0003_judged_steps")]

    operations = [
        migrations.AddField(model_name="adopted", name="confirms", field=models.UUIDField(null=True)),
        run_named("requests", "adopting"),
    ]
