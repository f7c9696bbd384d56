"""Persons stand for review within five years, also by raw SQL of the application's role."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Two functions and their triggers; nothing kept changes."""

    dependencies = [("records", "0010_words_apart")]

    operations = [run_named("records", "five_years")]
