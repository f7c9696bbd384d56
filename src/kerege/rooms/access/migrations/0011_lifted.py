"""What an agreed further use takes away of a report's own codes and conditions."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models


class Migration(migrations.Migration):
    """One column, written with the release and never changed."""

    dependencies = [("access", "0010_quick_audiences")]

    operations = [
        migrations.AddField("release", "lifted", ArrayField(models.CharField(max_length=24), default=list)),
    ]
