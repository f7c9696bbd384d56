"""Key (owner, id) and row policies of bulletins."""

from django.db import migrations

from kerege.foundation.keys import Fence


class Migration(migrations.Migration):
    """Fence the editions: what a draft keeps never changes; releasing freezes, withdrawing closes."""

    dependencies = [("bulletins", "0001_initial"), ("access", "0002_law")]

    operations = [
        Fence(
            "bulletins_edition",
            updates=(
                "label", "state", "released_at", "released_by", "withdrawn_at", "withdrawn_by", "content", "sources",
                "content_hash", "signature", "level", "handling", "conditions", "forbidden",
            ),
        ),
    ]
