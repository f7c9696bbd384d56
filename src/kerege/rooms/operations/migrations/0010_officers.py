"""An agency's place in a work file may be limited to officers whom it names."""

from django.db import migrations, models

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Places say whether they are limited; named officers and the law that counts them."""

    dependencies = [("operations", "0009_standing_page"), ("access", "0011_lifted")]

    operations = [
        migrations.AddField("Member", "limited", models.BooleanField(default=False, db_default=False)),
        run_named("operations", "officers"),
        run_named("operations", "naming"),
    ]
