"""Files that are saved: under a policy of their own, by a name that cannot leave its header."""

import re

import pytest
from django.utils.http import content_disposition_header
from hypothesis import given
from hypothesis import strategies as st

from kerege.rooms.files.rules.kinds import clean_name
from kerege.web.shell.middleware import SAVED

pytestmark = pytest.mark.django_db
SAVED_PAGES = ("/records/export.csv", "/records/export.xlsx", "/report/templates/seizure.xlsx")


def test_what_is_saved_carries_a_policy_under_which_nothing_runs(visitor) -> None:
    client = visitor("aigerim")
    assert "sandbox" in SAVED
    for path in SAVED_PAGES:
        answer = client.get(path)
        assert answer.headers["Content-Disposition"].startswith("attachment"), path
        assert answer.headers["Content-Security-Policy"] == SAVED
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@given(st.text(max_size=200))
def test_no_name_of_a_file_breaks_out_of_its_header(name: str) -> None:
    header = content_disposition_header(True, clean_name(name, "pdf")) or "attachment"
    assert header.startswith("attachment")
    assert header.isascii()
    assert not re.search(r"[\r\n\x00]", header)
    assert re.sub(r"\\.", "", header).count('"') in {0, 2}
