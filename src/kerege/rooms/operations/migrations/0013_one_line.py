"""Places of one line of agencies are limited together; roles of named officers are those of the vocabulary; ids are one's own."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Functions of the law, and a condition on the roles of named officers."""

    dependencies = [("operations", "0012_limiting"), ("directory", "0004_second_person")]

    operations = [run_named("operations", "one_line")]
