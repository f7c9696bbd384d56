"""Lists are read off their index in their own order, newest first, without a look at the rows."""

from django.db import migrations, models

from kerege.foundation.statements import run_named

FORMER = ("newest", "kind", "country", "report")
NARROWED = {"newest": [], "kind": ["kind"], "country": ["country"]}


class Migration(migrations.Migration):
    """A day that is not known is the first day there is; indexes hold what a list and its count read."""

    dependencies = [("records", "0002_fences")]

    operations = [
        *(migrations.RemoveIndex(model_name="listing", name=f"records_listing_{name}") for name in FORMER),
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.AlterField("listing", "sort_on", models.DateField())],
            database_operations=[run_named("records", "list_order")],
        ),
        *(
            migrations.AddIndex(
                model_name="listing",
                index=models.Index(
                    fields=["audience", *narrowed, "-sort_on", "-report"],
                    include=["label", "owner"],
                    name=f"records_list_{name}",
                ),
            )
            for name, narrowed in NARROWED.items()
        ),
    ]
