"""What the commands of reports do; imported when one of them runs, for it needs the tables."""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext

from kerege.cli import record_lines
from kerege.cli.terminal import N_, CommandError, Terminal, acting_viewer
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Act, Condition, Handling, Part, Purpose, Viewer
from kerege.rooms.access import queries as access
from kerege.rooms.records import actions, queries
from kerege.rooms.substances import queries as substances

MOST_LISTED = 500


def read_json(place: str) -> object:
    """The JSON of a file or of standard input. Raises CommandError."""
    try:
        text = sys.stdin.read() if place == "-" else Path(place).read_text(encoding="utf-8")
        return json.loads(text)
    except (OSError, ValueError) as problem:
        raise CommandError(
            gettext("%(place)s cannot be read as JSON: %(problem)s") % {"place": place, "problem": problem}
        ) from problem


def known_kind(code: str) -> str:
    """A kind of report. Raises CommandError listing those there are."""
    if code and code not in queries.KINDS:
        raise CommandError(
            gettext("there is no kind “%(code)s”; the kinds are: %(kinds)s")
            % {"code": code, "kinds": ", ".join(queries.KINDS)}
        )
    return code


def claims_in(place: str, kind: str) -> Iterator[tuple[int, queries.Claim]]:
    """Every claim of a JSON object or list. Raises CommandError with all faults of the first refused one."""
    given = read_json(place)
    for at, raw in enumerate(given if isinstance(given, list) else [given]):
        if not isinstance(raw, Mapping):
            raise CommandError(gettext("report %(number)s: a JSON object is expected") % {"number": at + 1})
        try:
            yield at, queries.read_claim({**raw, **({"kind": kind} if kind else {})}, queries.usual_reader())
        except queries.ClaimRefusedError as refused:
            raise CommandError(
                gettext("report %(number)s: nothing was saved") % {"number": at + 1}
                + "\n"
                + "\n".join(fault_lines(refused))
            ) from refused


def fault_lines(refused: queries.ClaimRefusedError) -> list[str]:
    """Where and what, in the terminal's language."""
    return [f"  {fault.path}: {queries.fault_text(fault)}" for fault in refused.faults]


def run_report(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Report what the JSON says; all of it or nothing."""
    viewer = acting_viewer(arguments, act=Act.REPORT)
    claims = [claim for _at, claim in claims_in(arguments.file, known_kind(arguments.kind))]
    if arguments.dry_run:
        return tell_who(viewer, claims, terminal, send=not arguments.keep)
    with viewing(viewer):
        saved = [actions.report(actor=viewer, claim=claim, send=not arguments.keep) for claim in claims]
    answer = [saved_wire(each) for each in saved]
    terminal.answer(
        {"reports": answer}, (f"{s.number}  facts {s.facts_state}, nominal {s.nominal_state}" for s in saved)
    )
    return 0


def tell_who(viewer: Viewer, claims: list[queries.Claim], terminal: Terminal, *, send: bool) -> int:
    """Who would see each report; nothing is saved."""
    with viewing(viewer):
        seen = [queries.who_will_see_claim(viewer=viewer, claim=claim, send=send) for claim in claims]
    wire = [{part: [seer.code for seer in seers] for part, seers in each.items()} for each in seen]
    named = ((part, seer.name(terminal.language)) for each in seen for part, seers in each.items() for seer in seers)
    terminal.answer({"who_will_see": wire}, (f"{part}: {name}" for part, name in named))
    return 0


def saved_wire(saved: actions.Saved) -> dict[str, object]:
    """What was saved, as JSON shows it."""
    return {
        "number": saved.number,
        "id": str(saved.report),
        "version": saved.version_number,
        "facts": saved.facts_state.value,
        "nominal": saved.nominal_state.value,
    }


def run_correct(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Save a corrected version."""
    viewer = acting_viewer(arguments, act=Act.CORRECT)
    with viewing(viewer):
        entry = entry_of(viewer, arguments.number)
        claims = [claim for _at, claim in claims_in(arguments.file, entry.kind)]
        if len(claims) != 1:
            raise CommandError(N_("a correction is one report, not a list"))
        saved = actions.correct(
            actor=viewer,
            report_id=entry.id,
            claim=claims[0],
            expected=arguments.over or entry.version.number,
            reason=arguments.because,
        )
    terminal.answer(saved_wire(saved), [f"{saved.number}  version {saved.version_number}"])
    return 0


def run_retract(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Retract a report."""
    viewer = acting_viewer(arguments, act=Act.RETRACT)
    with viewing(viewer):
        entry = entry_of(viewer, arguments.number)
        saved = actions.retract(
            actor=viewer, report_id=entry.id, expected=entry.version.number, reason=arguments.because
        )
    terminal.answer(saved_wire(saved), [f"{saved.number}  retracted"])
    return 0


def entry_of(viewer: Viewer, number: str) -> queries.ReportEntry:
    """A report by its reference, read by this viewer."""
    return queries.report(viewer=viewer, report_id=queries.find_report(viewer=viewer, number=number))


def run_template(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Write the spreadsheet of a kind."""
    content = queries.template_workbook(known_kind(arguments.kind), terminal.language, said)
    arguments.out.write_bytes(content)
    terminal.answer({"file": str(arguments.out), "bytes": len(content)}, [str(arguments.out)])
    return 0


def said(text: str, language: str) -> str:
    """A text of the declarations in a language."""
    with translation.override(language):
        return gettext(text) if text else ""


def run_send(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Send a report kept in the own unit."""
    viewer = acting_viewer(arguments, act=Act.REPORT)
    with viewing(viewer):
        found = queries.find_report(viewer=viewer, number=arguments.number)
        states = actions.send(actor=viewer, report_id=found)
    wire = {"number": arguments.number, "facts": states.facts.value, "nominal": states.nominal.value}
    terminal.answer(wire, [f"{arguments.number}  facts {states.facts}, nominal {states.nominal}"])
    return 0


def run_offer(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Offer a part."""
    viewer = acting_viewer(arguments, act=Act.OFFER)
    with viewing(viewer):
        found = queries.find_report(viewer=viewer, number=arguments.number)
        actions.offer(actor=viewer, report_id=found, part=Part(arguments.part))
    wire = {"number": arguments.number, "part": arguments.part, "state": "offered"}
    terminal.answer(wire, [f"{arguments.number}  {arguments.part}: offered"])
    return 0


def run_release(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Release a part; a refusal says which rule of the law speaks against it."""
    viewer = acting_viewer(arguments, act=Act.RELEASE)
    with viewing(viewer):
        audience, kind = access.audience(arguments.to)
        try:
            made = actions.release(
                actor=viewer,
                report_id=queries.find_report(viewer=viewer, number=arguments.number),
                part=Part(arguments.part),
                audience=audience,
                audience_kind=kind,
                purposes=[Purpose(word) for word in arguments.purposes],
                last_day=arguments.until,
                handling=[Handling(word) for word in arguments.handling],
                conditions=[Condition(word) for word in arguments.condition],
                reason=arguments.because,
                answered=arguments.answered,
                assurance=arguments.assurance,
            )
        except actions.RefusedByLawError as refused:
            reasons = "; ".join(gettext(each) for each in refused.reasons)
            sentence = gettext("The law does not let this go to %(party)s: %(reason)s.")
            raise CommandError(sentence % {"party": refused.party_code, "reason": reasons}) from refused
        waits = any(each.id == made for each in access.waiting_releases(viewer=viewer))
    line = gettext("%(release)s  to %(to)s until %(until)s")
    if waits:
        line = gettext("%(release)s  to %(to)s until %(until)s: opens nothing before a second approver has agreed")
    told = {"release": str(made), "to": arguments.to, "until": arguments.until.isoformat()}
    terminal.answer(told | {"waits": waits}, [line % told])
    return 0


def run_approve(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Agree to a release that waits for a second approver."""
    viewer = acting_viewer(arguments, act=Act.RELEASE)
    with viewing(viewer):
        actions.approve_release(actor=viewer, release_id=arguments.release)
    terminal.answer(
        {"release": str(arguments.release), "approved": True},
        [gettext("%(release)s  approved") % {"release": arguments.release}],
    )
    return 0


def run_refuse(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Refuse a release that waits for a second approver."""
    viewer = acting_viewer(arguments, act=Act.RELEASE)
    with viewing(viewer):
        actions.refuse_release(actor=viewer, release_id=arguments.release, reason=arguments.because)
    wire = {"release": str(arguments.release), "refused": True}
    terminal.answer(wire, [gettext("%(release)s  refused") % {"release": arguments.release}])
    return 0


def run_approvals(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """List what waits for a second approver."""
    viewer = acting_viewer(arguments, act=Act.RELEASE)
    with viewing(viewer):
        found = access.waiting_releases(viewer=viewer)
        names = {each.id: access.audience_name(each.audience, terminal.language) for each in found}
    lines = [
        gettext("%(release)s  to %(audience)s  assurance: %(assurance)s")
        % {"release": each.id, "audience": names[each.id], "assurance": each.assurance}
        for each in found
    ]
    wire = [record_lines.release_wire(each) | {"report": str(each.report)} for each in found]
    terminal.answer({"waiting": wire}, lines or [gettext("Nothing waits for a second approver.")])
    return 0


def run_withdraw(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Withdraw a release."""
    viewer = acting_viewer(arguments, act=Act.RELEASE)
    with viewing(viewer):
        actions.withdraw_release(actor=viewer, release_id=arguments.release)
    terminal.answer({"release": str(arguments.release), "withdrawn": True}, [f"{arguments.release}  withdrawn"])
    return 0


def run_records(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """List reports."""
    viewer = acting_viewer(arguments, act=Act.READ)
    with viewing(viewer):
        if arguments.waiting:
            rows = queries.waiting_offers(viewer=viewer, limit=min(arguments.limit, MOST_LISTED))
            cursor, back_to = "", None
            marking = queries.joined_marking(viewer=viewer, reports=[row.id for row in rows])
        else:
            limit = max(1, min(arguments.limit, MOST_LISTED))
            found = queries.latest(viewer=viewer, filters=filters_of(arguments), cursor=arguments.after, limit=limit)
            rows, cursor, back_to = list(found.rows), found.next_cursor, found.looked_back_to
            marking = found.marking
    wire = [record_lines.listed_wire(row) for row in rows]
    answer = {"records": wire, "next": cursor, "looked_back_to": back_to.isoformat() if back_to else None}
    lines = [record_lines.listed_line(row, terminal.language) for row in rows]
    terminal.answer(answer | {"marking": marking.wire()}, [*lines, "", *marking.lines()] if lines else [])
    if back_to:
        terminal.note(
            gettext("looked through the newest %(count)s reports, back to %(day)s; behind them: --after %(cursor)s")
            % {"count": f"{queries.LOOKED_THROUGH:,}", "day": back_to.isoformat(), "cursor": cursor}
        )
    elif cursor:
        terminal.note(gettext("there is more: --after %(cursor)s") % {"cursor": cursor})
    return 0


def filters_of(arguments: argparse.Namespace) -> queries.Filters:
    """The filters of the command line. Raises CommandError for an unknown substance."""
    substance = substances.resolve(arguments.substance).code if arguments.substance else ""
    if substance is None:
        raise CommandError(gettext("“%(name)s” is not in the register of substances") % {"name": arguments.substance})
    return queries.Filters(
        kind=known_kind(arguments.kind),
        country=arguments.country.upper(),
        substance=substance,
        since=arguments.since,
        until=arguments.until,
        own=arguments.own,
        text=arguments.text,
    )


def run_record(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Show one report."""
    viewer = acting_viewer(arguments, act=Act.READ)
    with viewing(viewer):
        entry = entry_of(viewer, arguments.number)
        releases = access.releases_of(viewer=viewer, report=entry.id) if entry.own else []
    wire = record_lines.record_wire(entry) | {"releases": [record_lines.release_wire(each) for each in releases]}
    terminal.answer(wire, record_lines.record_lines(entry, releases, terminal.language))
    return 0


def run_explain_access(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Say, hat by hat and part by part, what the law answers and what would be needed."""
    viewer = acting_viewer(arguments, act=Act.READ)
    with viewing(viewer):
        found = queries.find_report(viewer=viewer, number=arguments.number)
        hats = queries.explain_access(viewer=viewer, report_id=found, whom=arguments.whom)
        names = {g.audience: access.audience_name(g.audience, terminal.language) for g in grants_of(hats)}
    wire = [
        {"officer": h.officer_number, "desk": h.desk_code, "party": h.party_code, "role": h.role.value}
        | {"parts": [explained_wire(part) for part in h.parts]}
        for h in hats
    ]
    lines = (line for hat in hats for line in record_lines.explained_lines(hat, names))
    terminal.answer({"hats": wire}, lines)
    return 0


def grants_of(hats: list[queries.HatExplained]) -> Iterator[queries.ReleaseFound]:
    """Every grant that an explanation speaks of."""
    return (grant for hat in hats for part in hat.parts for grant in part.grants)


def explained_wire(part: queries.PartExplained) -> dict[str, object]:
    """One part's explanation as JSON shows it."""
    made = part.explanation
    return {
        "part": part.part.value,
        "may_read": bool(made.purposes),
        "purposes": sorted(made.purposes),
        "own": made.own,
        "needed": [each.value for each in part.needed],
        "finding": made.finding.name.lower(),
        "grants": [
            {"audience": str(g.audience), "release": str(g.release) if g.release else None, "opens": g.opens}
            for g in part.grants
        ],
    }
