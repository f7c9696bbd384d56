"""What lately happened, and what holds a substance, is counted off indexes that hold what is counted."""

from django.db import migrations, models

from kerege.foundation.statements import run_named

MARKED = models.Q(level__gt=0) | ~models.Q(handling=["H0"]) | ~models.Q(conditions=[]) | ~models.Q(restriction="")
EXCEPTED = models.Q(retracted=True) | models.Q(repeats__isnull=False)
SUBSTANCES = models.Func(
    models.F("content"), models.Value("$.items[*].substance"), function="jsonb_path_query_array"
)


class Migration(migrations.Migration):
    """Indexes that answer by themselves, two of them of the few rows that differ from all others; one function."""

    dependencies = [("records", "0006_release_terms"), ("access", "0014_labels_of_viewer")]

    operations = [
        migrations.AddField(
            model_name="facts",
            name="substances",
            field=models.GeneratedField(expression=SUBSTANCES, output_field=models.JSONField(), db_persist=True),
        ),
        migrations.AddIndex(
            model_name="facts",
            index=models.Index(
                fields=["kind", "last_day"],
                include=["first_day", "owner", "report", "label", "country", "region", "latitude", "longitude",
                         "substances"],
                condition=models.Q(current=True),
                name="records_facts_recent",
            ),
        ),
        migrations.RemoveIndex(model_name="item", name="records_item_report"),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                fields=["owner", "report"], include=["substance", "current", "label"], name="records_item_held"
            ),
        ),
        migrations.AddIndex(
            model_name="version",
            index=models.Index(
                fields=["owner", "report"], include=["label"], condition=MARKED, name="records_version_marked"
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                fields=["owner", "id"],
                include=["retracted", "repeats", "label"],
                condition=EXCEPTED,
                name="records_report_excepted",
            ),
        ),
        run_named("records", "quick_recent"),
    ]
