"""Keys by fence and scheme: what is hidden is not passed over, and keys can be renewed while the old ones serve."""

from django.db import migrations, models

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Entries say which schemes their keys follow; the index of keys is laid out anew."""

    dependencies = [("crosscheck", "0002_fences")]

    operations = [
        migrations.AddField(
            "entry", "scheme", models.CharField(blank=True, max_length=120, default=""), preserve_default=False
        ),
        migrations.AddIndex("entry", models.Index(fields=["scheme"], name="crosscheck_entry_scheme")),
        run_named("crosscheck", "key_places"),
        run_named("crosscheck", "renewing"),
    ]
