"""Work files are found by the labels that the reader holds, invitations by his agency: hidden ones cost no work."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two indexes."""

    dependencies = [("operations", "0015_own_files")]

    operations = [
        migrations.AddIndex(
            model_name="operation", index=models.Index(fields=["label"], name="operations_operation_read")
        ),
        migrations.AddIndex(
            model_name="invitation", index=models.Index(fields=["agency"], name="operations_invitation_to")
        ),
    ]
