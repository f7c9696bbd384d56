"""Key (owner, id) and row policies of attachments."""

from django.db import migrations

from kerege.foundation.keys import Fence


class Migration(migrations.Migration):
    """A file's row never changes but for its label and its removal."""

    dependencies = [("files", "0001_initial"), ("access", "0002_law")]

    operations = [Fence("files_attachment", updates=("label", "removed_at", "removed_by"))]
