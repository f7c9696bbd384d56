"""Look-outs live in the whole state that accepted them and are met by checks and reports; letters go both ways."""

from django.db import migrations, models

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """What a look-out is found by, who asked by a letter, numbers of more than one letter; the functions of both."""

    dependencies = [("requests", "0004_two_adopt"), ("crosscheck", "0009_kept_halves")]

    operations = [
        migrations.AddField("Copy", "watched", models.JSONField(default=list, db_default=[])),
        migrations.AddField("Copy", "by_letter", models.BooleanField(default=False, db_default=False)),
        migrations.AlterField("Copy", "letter_in", models.CharField(blank=True, max_length=300)),
        migrations.AlterField("Copy", "letter_out", models.CharField(blank=True, max_length=300)),
        migrations.AddIndex(
            "Copy",
            models.Index(
                fields=["asked_party"],
                name="requests_copy_in_force",
                condition=models.Q(kind="look_out", side="asked", state="in_force"),
            ),
        ),
        run_named("requests", "watching"),
    ]
