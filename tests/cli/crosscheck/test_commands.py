"""The commands of the cross-check: one JSON document with hits, their finding, reasons and score; refusals in words."""

import argparse
import json
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from kerege.cli import crosscheck, terminal
from kerege.kernel.law import Purpose, Viewer
from tests import cast
from tests.rooms.crosscheck.scenes import PHONE, RAHIMOV, person, report

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """`run("farrukh", "check", "TEXT", …)`: one command with --json as somebody of the cast; its document."""
    shared = argparse.ArgumentParser()
    shared.add_argument("--json", action="store_true")
    shared.add_argument("--language", default="en")
    crosscheck.add(shared.add_subparsers(dest="command"))

    def command(who: str, *words: str) -> Any:
        def acting(arguments: argparse.Namespace, **_: object) -> Viewer:
            purpose = Purpose(getattr(arguments, "purpose", None) or Purpose.OWN_WORK)
            return cast.viewer(who, purpose, case=getattr(arguments, "case", None) or "", reason="")

        monkeypatch.setattr(crosscheck, "acting_viewer", acting)
        arguments = shared.parse_args(["--json", "--language", "en", *words])
        capsys.readouterr()
        with translation.override("en"):
            assert arguments.run(arguments, terminal.Terminal(arguments)) == 0
        return json.loads(capsys.readouterr().out)

    return command


WHY = ("--purpose", "investigation", "--case", "EX-7")


def test_a_check_reports_finding_reasons_and_a_score_that_is_null_for_a_hit(run: Any) -> None:
    report("aigerim", person(RAHIMOV, phone=PHONE))
    hit = run("farrukh", "check", f"Rahimov Farrukh {PHONE}", *WHY)["hits"][0]
    assert (hit["finding"], hit["score"]) == ("hit", None)
    assert len(hit["reasons"]) == 2
    own = run("bolat", "check", PHONE, *WHY)["hits"][0]
    assert (own["finding"], own["score"]) == ("open", 0.98)


def test_sex_and_place_are_asked_of_one_and_not_of_a_list(run: Any, tmp_path: Path) -> None:
    report("aigerim", person(RAHIMOV, birth_date="1987", sex="male", residence="Душанбе, ул. Рудаки, д. 12"))
    beside = ("--sex", "m", "--place", "Dushanbe, Rudaki 12")
    hit = run("farrukh", "check", "Rahimov Farrukh 1987", *beside, *WHY)["hits"][0]
    assert hit["fields"] == ["name", "birth", "sex", "place"]
    many = tmp_path / "list.txt"
    many.write_text("Rahimov Farrukh", encoding="utf-8")
    with pytest.raises(terminal.CommandError, match="--place"):
        run("farrukh", "check", "--list", str(many), *beside, *WHY)


def test_own_work_is_refused_in_words(run: Any) -> None:
    with pytest.raises(terminal.CommandError, match="purpose"):
        run("farrukh", "check", PHONE)


def test_who_is_told_and_who_is_left_out(run: Any) -> None:
    report("aigerim", person(RAHIMOV, phone=PHONE))
    assert "KZ" not in run("farrukh", "check", "--who", "--exclude", "KZ", *WHY)["told"]
    assert run("farrukh", "check", PHONE, "--exclude", "KZ", *WHY)["hits"] == []


def test_a_file_is_a_list_of_questions(run: Any, tmp_path: Path) -> None:
    report("aigerim", person(RAHIMOV, phone=PHONE))
    file = tmp_path / "list.txt"
    file.write_text(f"{PHONE}\n+992 900 00 00 01\n", encoding="utf-8")
    found = run("farrukh", "check", "--list", str(file), *WHY)["checks"]
    assert [len(each["hits"]) for each in found] == [1, 0]


def test_hits_are_listed_judged_and_silent_ones_answered(run: Any) -> None:
    report("aigerim", person(RAHIMOV, category="contact", phone=PHONE))
    report("hamid", person(RAHIMOV, phone=PHONE))
    run("farrukh", "check", PHONE, *WHY)
    (found,) = run("farrukh", "hits")["hits"]
    assert len(run("farrukh", "judge", found["id"], "same", "--because", "EXERCISE")["judgements"]) == 1
    assert run("farrukh", "hits", "--waiting")["hits"] == []
    silent = next(hit for hit in run("aigerim", "hits")["hits"] if hit["call"]["desk"] == "tj-dushanbe")
    assert silent["finding"] == "silent"
    run("aigerim", "answer", silent["id"], "reveal")
    assert len(run("farrukh", "hits", "--waiting")["hits"]) == 1


def test_a_profile_says_which_judgement_joins_it_and_the_judgement_is_taken_back(run: Any) -> None:
    report("aigerim", person(RAHIMOV, phone=PHONE))
    report("aigerim", person("EXERCISE Rahimov", phone=PHONE))
    found = run("bolat", "check", PHONE, *WHY)["hits"]
    judged = [run("bolat", "judge", hit["id"], "same", "--because", "EXERCISE")["judgements"] for hit in found]
    entry = found[0]["record"]["entry"]
    profile = run("bolat", "profile", entry)
    assert len(profile["entries"]) == 2
    assert {each["id"] for each in profile["judgements"]} <= {each for made in judged for each in made}
    for each in profile["judgements"]:
        assert run("bolat", "take-back", each["id"]) == {"taken_back": each["id"]}
    assert len(run("bolat", "profile", entry)["entries"]) == 1


def test_what_waits_is_checked(run: Any) -> None:
    assert run("aigerim", "crosscheck") == {"checked": 0}


def test_two_are_compared_without_a_record_being_touched(run: Any) -> None:
    found = run("bolat", "compare", f"{RAHIMOV} 12.03.1987", "Rahimov Farrukh 12.03.1987")
    assert found["grade"] == "strong"
    assert found["would_change"]


def test_a_comparison_says_in_lines_what_speaks_against_it() -> None:
    from kerege.cli.crosscheck import compared_lines
    from kerege.rooms.crosscheck import queries

    common = "Иванов Иван Иванович 1980 гражданин России"
    with translation.override("en"):
        lines = compared_lines(queries.compared(common, common))
        clear = compared_lines(queries.compared(f"{RAHIMOV} 12.03.1987", f"{RAHIMOV} 12.03.1987"))
    at = lines.index("Speaks against it:")
    assert "a common name: of ten million people about 18 bear it" in lines[at + 1]
    assert "Speaks against it:" not in clear


def test_the_keys_are_renewed_and_their_status_told_by_command(run: Any) -> None:
    report("aigerim", person(RAHIMOV, phone=PHONE))
    assert run("bolat", "crosscheck", "rekey", "--batch", "1", "--json")["entries"] == 0
    status = run("bolat", "crosscheck", "status", "--json")
    assert (status["renewed"], status["old"], status["done"]) == (1.0, 0.0, True)
    with pytest.raises(terminal.CommandError, match="at least one"):
        run("bolat", "crosscheck", "rekey", "--batch", "0")


@pytest.mark.parametrize("text", [f"Rahimov Farrukh {PHONE}", RAHIMOV, PHONE])
def test_what_is_typed_asks_the_same_as_what_stands_in_the_command(
    run: Any, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One text, a list, two to compare: by standard input, which no other user of the machine sees."""
    report("aigerim", person(RAHIMOV, phone=PHONE))

    def typed(*words: str, given: str) -> Any:
        monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(given.encode()), "utf-8"))
        return run(*words)

    def told(found: Any) -> list[Any]:
        return [[hit["finding"], hit["grade"], hit["fields"]] for hit in found["hits"]]

    plain = run("farrukh", "check", text, *WHY)
    assert told(plain)
    assert told(typed("farrukh", "check", "-", *WHY, given=f"{text}\n")) == told(plain)
    (listed,) = typed("farrukh", "check", "--list", "-", *WHY, given=text)["checks"]
    assert told(listed) == told(plain)
    assert typed("farrukh", "compare", "-", "-", given=f"{text}\n{RAHIMOV}\n") == run(
        "farrukh", "compare", text, RAHIMOV
    )
