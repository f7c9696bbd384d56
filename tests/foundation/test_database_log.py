"""The log of the database: kinds of errors, without the rows and statements that made them."""

import os
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from kerege.foundation.launcher import log_file

pytestmark = pytest.mark.django_db
WORD = "EXERCISE-NEVER-LOGGED"


def test_the_log_of_the_database_holds_no_value_of_a_row() -> None:
    """A row that breaks a rule and a statement that is none are told by kind alone."""
    for statement in (
        "INSERT INTO directory_account (id, username, password) VALUES (gen_random_uuid(), %s, NULL)",
        "SELECT CAST(%s AS text) FROM nowhere_at_all",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [WORD])
    log = log_file(Path(os.environ["KEREGE_HOME"])).read_text(encoding="utf-8", errors="replace")
    assert "ERROR" in log
    assert WORD not in log
    assert "STATEMENT" not in log
    assert "DETAIL" not in log
