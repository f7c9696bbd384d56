"""Commands of reports: report, records, record, correct, retract, send, offer, release, withdraw, template."""

import argparse
import importlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from uuid import UUID

from kerege.cli.terminal import Terminal, add_viewer_options
from kerege.cli.wording import N_
from kerege.kernel.law import Condition, Handling, Part, Purpose

KINDS_HELP = N_(
    "the kind of report: seizure, laboratory_result, subject_note, precursor_incident, arrest, price, open_source, …"
)
Run = Callable[[argparse.Namespace, Terminal], int]


def later(name: str) -> Run:
    """A function of `record_commands`, imported when it is called."""

    def run(arguments: argparse.Namespace, terminal: Terminal) -> int:
        found: Run = getattr(importlib.import_module("kerege.cli.record_commands"), name)
        return found(arguments, terminal)

    return run


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands that write reports and those that read them."""
    add_writing(commands)
    add_reading(commands)
    add_opening(commands)
    add_approving(commands)
    add_explaining(commands)


def add_writing(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `report`, `correct`, `retract` and `template`."""
    report = commands.add_parser("report", help="report from JSON: fields by name, groups as lists")
    report.add_argument(
        "--kind", default="", help="the kind, unless the JSON says it; `kerege template --help` lists them"
    )
    report.add_argument("--file", required=True, metavar="FILE|-", help="a JSON file, or - for standard input")
    report.add_argument("--keep", action="store_true", help="keep it in the own unit; do not send it yet")
    report.add_argument("--dry-run", action="store_true", help="only say what is wrong and who would see it")
    add_viewer_options(report)
    report.set_defaults(run=later("run_report"))

    correct = commands.add_parser("correct", help="save a corrected version of a report")
    correct.add_argument("number")
    correct.add_argument("--file", required=True, metavar="FILE|-")
    correct.add_argument("--because", required=True, help="why; it stays with the new version")
    correct.add_argument("--over", type=int, metavar="VERSION", help="the version you looked at (default: the newest)")
    add_viewer_options(correct)
    correct.set_defaults(run=later("run_correct"))

    retract = commands.add_parser("retract", help="take a report back; it stays visible as retracted")
    retract.add_argument("number")
    retract.add_argument("--because", required=True)
    add_viewer_options(retract)
    retract.set_defaults(run=later("run_retract"))

    template = commands.add_parser("template", help="write an empty spreadsheet for a kind of report")
    template.add_argument("kind", help=KINDS_HELP)
    template.add_argument("--out", type=Path, required=True, metavar="FILE.xlsx")
    template.set_defaults(run=later("run_template"))


def add_reading(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `records` and `record`."""
    records = commands.add_parser("records", help="the reports you may read, newest first")
    records.add_argument("--kind", default="", help=KINDS_HELP)
    records.add_argument("--country", default="", metavar="CODE")
    records.add_argument("--substance", default="", help="a name in any spelling the register knows")
    records.add_argument("--since", type=date.fromisoformat, metavar="YYYY-MM-DD")
    records.add_argument("--until", type=date.fromisoformat, metavar="YYYY-MM-DD")
    records.add_argument("--own", action="store_true", help="only those of your agency")
    records.add_argument("--text", default="", help="words in the facts part")
    records.add_argument("--waiting", action="store_true", help="only those that wait at your party's gate")
    records.add_argument("--limit", type=int, default=50)
    records.add_argument("--after", default="", metavar="CURSOR", help="go on where the last page ended")
    add_viewer_options(records)
    records.set_defaults(run=later("run_records"))

    record = commands.add_parser("record", help="one report by its reference")
    record.add_argument("number")
    add_viewer_options(record)
    record.set_defaults(run=later("run_record"))


def add_explaining(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `explain-access`."""
    explain = commands.add_parser(
        "explain-access", help="why an officer or a desk may or may not read a report of your agency, and what it needs"
    )
    explain.add_argument("number", help="reference of the report")
    explain.add_argument(
        "--for", dest="whom", required=True, metavar="OFFICER", help="number of an officer, or code of a desk"
    )
    add_viewer_options(explain)
    explain.set_defaults(run=later("run_explain_access"))


def add_approving(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `approve`, `refuse` and `approvals`."""
    approve = commands.add_parser("approve", help="agree, as second approver, to a release under an assurance")
    approve.add_argument("release", type=UUID)
    add_viewer_options(approve, purpose=False)
    approve.set_defaults(run=later("run_approve"))

    refuse = commands.add_parser("refuse", help="refuse, as second approver, a release under an assurance")
    refuse.add_argument("release", type=UUID)
    refuse.add_argument("--because", required=True, metavar="REASON", help="why; your agency reads it")
    add_viewer_options(refuse, purpose=False)
    refuse.set_defaults(run=later("run_refuse"))

    approvals = commands.add_parser("approvals", help="releases of your agency that wait for a second approver")
    add_viewer_options(approvals, purpose=False)
    approvals.set_defaults(run=later("run_approvals"))


def add_opening(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `send`, `offer`, `release` and `withdraw`."""
    for name, help_text, run in (
        ("send", N_("send a report that was kept in the own unit"), "run_send"),
        ("offer", N_("pass a part of a report through your party's gate"), "run_offer"),
    ):
        parser = commands.add_parser(name, help=help_text)
        parser.add_argument("number")
        if name == "offer":
            parser.add_argument("--part", choices=[each.value for each in Part], default=Part.FACTS.value)
        add_viewer_options(parser, purpose=False)
        parser.set_defaults(run=later(run))

    release = commands.add_parser("release", help="release a part to a party, an agency or a desk")
    release.add_argument(
        "--assurance", default="", help="reference of a written assurance; a second approver must agree"
    )
    release.add_argument("number")
    release.add_argument("--part", choices=[each.value for each in Part], required=True)
    release.add_argument("--to", required=True, metavar="CODE", help="code of a party, an agency or a desk")
    release.add_argument("--purpose", dest="purposes", action="append", required=True, choices=allowed_purposes())
    release.add_argument("--until", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD")
    release.add_argument("--handling", action="append", default=[], choices=[each.value for each in Handling])
    release.add_argument("--condition", action="append", default=[], choices=[each.value for each in Condition])
    release.add_argument("--because", default="")
    release.add_argument(
        "--answered", action="store_true", help="I have read its restriction in words and answer for it"
    )
    add_viewer_options(release, purpose=False)
    release.set_defaults(run=later("run_release"))

    withdraw = commands.add_parser("withdraw", help="withdraw a release, at once")
    withdraw.add_argument("release", type=UUID, help="as `kerege record` shows it to the owner")
    add_viewer_options(withdraw, purpose=False)
    withdraw.set_defaults(run=later("run_withdraw"))


def allowed_purposes() -> list[str]:
    """The purposes that a release may be for."""
    return [each.value for each in Purpose if each is not Purpose.OWN_WORK]
