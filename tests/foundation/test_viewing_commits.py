"""The viewer context across transactions that really commit."""

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from kerege.foundation.viewing import SETTING, viewing
from tests import cast


def test_a_captured_context_is_worthless_in_another_transaction(own_clone: str) -> None:
    """The same text, the same connection, a later transaction."""
    with viewing(cast.viewer("bolat")), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s)", [SETTING])
        text = cursor.fetchone()[0]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, text])
        with pytest.raises(ProgrammingError, match="another transaction"):
            cursor.execute("SELECT count(*) FROM directory_party")
