"""The policy's epoch is raised by the law alone, and compared when a leaf is committed."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """What was read while the policy changed is not served: its leaf is refused."""

    dependencies = [("access", "0017_one_hand"), ("journal", "0004_vouched")]

    operations = [run_named("access", "policy_epoch")]
