"""The house's own lint finds each breach of a house rule, and lets what is allowed."""

from pathlib import Path

import pytest

from tools.lint import check_file, check_project

ROOT = Path(__file__).resolve().parents[2]
HEAD = '"""What lives in this file."""\n'
MARK = "TO" + "DO"
STUB = "NotImplemented" + "Error"
HOST = "py" + "pi.org"


def rules(path: str, text: str) -> list[str]:
    """The rules that a file breaks."""
    return [finding.rule for finding in check_file(path, text)]


PYTHON_BREACHES = [
    ("chance", "from uuid import uuid4\nKEY = uuid4()"),
    ("chance", "import uuid\nKEY = uuid.uuid4()"),
    ("chance", "import random"),
    ("chance", "from secrets import token_hex"),
    ("chance", "from datetime import datetime\nAT = datetime.now()"),
    ("chance", "import datetime as dt\nAT = dt.datetime.now(tz=dt.UTC)"),
    ("chance", "from datetime import date\nDAY = date.today()"),
    ("chance", "from django.utils import timezone\nAT = timezone.now()"),
    ("chance", "from django.utils import timezone\nFIELD = dict(default=timezone.now)"),
    ("chance", "from django.utils.timezone import now\nAT = now()"),
    ("chance", "from django.utils import timezone\nAT = timezone.localtime()"),
    ("chance", "import time\nAT = time.time()"),
    ("chance", "import os\nSALT = os.urandom(4)"),
    ("chance", "FIELD = DateTimeField(auto_now_add=True)"),
    ("gettext", '_(f"{count} reports")'),
    ("gettext", 'gettext_lazy("%s reports" % count)'),
    ("gettext", '_("{} reports".format(count))'),
    ("gettext", 'translation.ngettext("a" + name, "b", 2)'),
    ("tables", "Report.objects.all()"),
    ("tables", "Report._base_manager.all()"),
    ("tables", "with connection.cursor() as cursor: pass"),
    ("unmarked", 'raise CommandError("give a file to read")'),
    ("unmarked", 'raise SpanError(f"the day {day} lies before the first")'),
    ("unmarked", 'raise ValueError("the day " + day + " lies before")'),
    ("unfinished", f"raise {STUB}"),
    ("unfinished", f"x = 1  # {MARK}: later"),
    ("set-aside", "import pytest\n@pytest.mark.skip\ndef test_x(): pass"),
    ("set-aside", "import pytest\n@pytest.mark.xfail(strict=True)\ndef test_x(): pass"),
    ("set-aside", 'import pytest\ndef test_x(): pytest.skip("later")'),
    ("address", f'URL = "https://{HOST}/simple"'),
    ("syntax", "def broken(:"),
]


@pytest.mark.parametrize(("rule", "text"), PYTHON_BREACHES)
def test_a_breach_in_python_is_found(rule: str, text: str) -> None:
    assert rule in rules("src/kerege/web/records/views.py", f"{HEAD}{text}\n")


CALM = [
    '"P2" not in steady(page.content)',
    '"EX-77" not in page.content.decode()',
    '"Naqlov" not in page.content.decode()',
    '"sex" not in other.fields',
    '"KZ" not in run("check", "--who")["told"]',
]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("src/kerege/foundation/chance.py", "import secrets\nfrom datetime import datetime\nAT = datetime.now()"),
        ("src/kerege/web/records/views.py", "from kerege.foundation import chance\nAT = chance.now()"),
        ("src/kerege/web/records/views.py", "from kerege.foundation.chance import now\nAT = now()"),
        ("src/kerege/web/records/views.py", "import time\nBEGUN = time.monotonic()"),
        ("src/kerege/web/records/views.py", '_("{count} reports").format(count=2)'),
        ("src/kerege/web/records/views.py", "_(title)"),
        ("src/kerege/web/records/views.py", 'raise SpanError(N_("the last day lies before the first"))'),
        ("src/kerege/web/records/views.py", 'raise SpanError(f"{path}: {problem}")'),
        ("src/kerege/kernel/dates.py", 'raise RuntimeError("nobody reads this but us")'),
        ("src/kerege/foundation/server.py", 'raise ServerError("the server does not answer")'),
        ("src/kerege/web/records/views.py", "from django.utils import timezone\nAT = timezone.localtime(AT)"),
        ("src/kerege/rooms/records/queries.py", "Report.objects.all()"),
        ("src/kerege/rooms/records/actions/imports.py", "connection.cursor()"),
        ("src/kerege/rooms/records/jobs.py", "Report.objects.all()"),
        ("src/kerege/foundation/viewing.py", "connection.cursor()"),
        ("tests/rooms/records/test_rules.py", "import random\nReport.objects.all()"),
        ("tests/conftest.py", 'import pytest\npytest.skip("skipped: shared data not found")'),
        ("tests/browser/conftest.py", 'import pytest\npytest.skip(f"skipped: no browser ({1})")'),
        ("tests/methods/test_spark.py", 'import pytest\npytest.skip("skipped: no Java")'),
        *(("tests/web/test_x.py", f"def test_x():\n    assert {asked}") for asked in CALM),
    ],
)
def test_what_is_allowed_is_let(path: str, text: str) -> None:
    assert rules(path, f"{HEAD}{text}\n") == []


ANSWERS = [
    'assert "P2" not in page.content.decode()',
    'assert b"yard" not in client.get("/").content',
    'seen = words(client.get("/"))\n    assert "850" not in seen',
    'for hidden in ("EXERCISE-7", "KG"):\n        assert hidden not in repr(entry)',
    'assert all(word not in str(entry.wire()) for word in ("H2", "EXERCISE"))',
]


@pytest.mark.parametrize("asked", ANSWERS)
def test_a_short_text_is_not_asked_of_an_answer_with_random_codes(asked: str) -> None:
    test = f"{HEAD}def test_x():\n    {asked}\n"
    assert rules("tests/web/test_x.py", test) == ["steady"]
    assert rules("tests/kernel/test_x.py", test) == [], "nothing there is random"


@pytest.mark.parametrize("furniture", ["rules", "admin", "apps"])
def test_some_furniture_may_not_touch_tables(furniture: str) -> None:
    assert rules(f"src/kerege/rooms/records/{furniture}.py", f"{HEAD}Report.objects.all()\n") == ["tables"]


def test_every_file_begins_by_saying_what_lives_in_it() -> None:
    assert rules("src/kerege/web/urls.py", "import os\n") == ["first-line"]
    assert rules("src/kerege/web/urls.py", '"""\nText below.\n"""\n') == ["first-line"]
    assert rules("run", f"#!/usr/bin/env python3\n{HEAD}") == []
    assert rules("src/kerege/rooms/records/migrations/0001_initial.py", "# Generated\n") == []


@pytest.mark.parametrize("name", ["utils", "helpers", "common"])
def test_names_that_say_nothing_are_refused(name: str) -> None:
    assert rules(f"src/kerege/web/{name}.py", HEAD) == ["vague-name"]


def test_a_room_holds_its_furniture_only() -> None:
    assert rules("src/kerege/rooms/records/forms.py", HEAD) == ["furniture"]
    assert rules("src/kerege/rooms/records/queries/lists.py", HEAD) == []


def test_a_long_module_is_refused() -> None:
    assert rules("src/kerege/kernel/long.py", HEAD + "A = 1\n" * 400) == ["long-module"]


SQL_BREACHES = [
    "at timestamptz DEFAULT now()",
    "id uuid DEFAULT gen_random_uuid()",
    "number bigserial",
    "number SERIAL PRIMARY KEY",
    "number int GENERATED ALWAYS AS IDENTITY",
    "day date DEFAULT current_date",
    "ORDER BY random()",
]


@pytest.mark.parametrize("text", SQL_BREACHES)
def test_clocks_and_serial_ids_in_sql_are_found(text: str) -> None:
    assert rules("src/kerege/rooms/records/sql/tables.sql", f"CREATE TABLE x ({text});\n") == ["sql"]


def test_comments_in_sql_are_let() -> None:
    assert rules("a.sql", "-- never now()\n/* nor\n serial */ SELECT known(1);\n") == []


def test_locks_hold_hashes_and_no_addresses() -> None:
    good = "django==5.2 \\\n    --hash=sha256:aa\n"
    assert rules("requirements.lock", good) == []
    assert rules("requirements.lock", "--index-url https://host/simple\n" + good) == ["lock"]
    assert rules("requirements.lock", good + "jinja2==3.1\n") == ["lock"]
    assert rules("package-lock.json", '{"resolved": "somewhere"}') == ["lock"]


def test_the_house_keeps_its_rules() -> None:
    assert [str(finding) for finding in check_project(ROOT)] == []
