"""One report: the claim, its handling, versions side by side, who sees it, who has read it."""

from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kerege.foundation.stretches import Stretch
from kerege.kernel.law import Act, Condition, Handling, Level, PersonCategory, Viewer
from kerege.kernel.law.decision import ROLE_ACTS
from kerege.rooms.access import queries as access
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal import queries as journal
from kerege.rooms.records import queries
from kerege.rooms.records.queries import KINDS, FactsEntry, NominalEntry, ReportEntry, VersionEntry
from kerege.rooms.requests import queries as requests
from kerege.web.crosscheck.lines import met_line
from kerege.web.records import known, words
from kerege.web.records.forms import options
from kerege.web.records.forms.rebuilt import facts_raw, nominal_raw
from kerege.web.records.forms.shown import Difference, differences, value_words
from kerege.web.shell.formats import language
from kerege.web.shell.marking import Marking, join_markings
from kerege.web.shell.page import Answer, page

READINGS = 50


@page("records/show.html", act=Act.READ)
def show(request: HttpRequest, viewer: Viewer, report: UUID) -> Answer:
    """One report as this viewer may see it."""
    entry = queries.report(viewer=viewer, report_id=report)
    may = queries.rights(viewer=viewer, entry=entry)
    desk = directory.desk(entry.owner)
    return {
        **words.WORDS,
        "title": f"{words.kind_word(entry.kind)} {entry.number}",
        "entry": entry,
        "may": may,
        "may_ask": not entry.own and Act.ONWARD in ROLE_ACTS[viewer.role],
        "asks": entry.own and requests.may_act(viewer),
        "may_withdraw": Act.RELEASE in ROLE_ACTS[viewer.role],
        "marking": join_markings(
            [marking_of(entry), *([Marking(official_words=official_words(entry))] if entry.nominal else [])]
        ),
        "desk": desk,
        "desk_name": desk.name(language()),
        "fact_rows": fact_pairs(entry.facts),
        "items": [item_line(each) for each in entry.facts.items],
        "items_say": said_of(entry.facts.items),
        "legs": [leg_line(each) for each in entry.facts.legs],
        "nominal": nominal_view(entry) if entry.nominal else None,
        "grading": words.grading_words(entry.version.grading),
        "seen": seen_lines(viewer, entry) if entry.own else None,
        "releases": release_lines(viewer, report) if entry.own else (),
        "readings": reading_lines(viewer, report) if may.account else None,
        "attachments": known.attachments(viewer, entry),
        "already_known": known.matches(viewer, entry),
        "look_outs": [met_line(each) for each in requests.met_by_report(viewer=viewer, report=report)]
        if entry.own
        else [],
    }


def marking_of(entry: queries.ReportEntry, version: VersionEntry | None = None) -> Marking:
    """The handling banner of a report, or of an earlier version of it."""
    version = version or entry.version
    return Marking(
        official_words=official_words(entry),
        level=Level(version.level),
        handling=frozenset(Handling(code) for code in version.handling),
        conditions=frozenset(Condition(word) for word in version.conditions),
        words=version.restriction,
    )


def official_words(entry: queries.ReportEntry) -> tuple[str, ...]:
    """What the party of a report prints beside the level."""
    return (entry.official_words,) if entry.official_words else ()


def fact_pairs(facts: FactsEntry) -> list[tuple[str, str]]:
    """The facts part as pairs, in the order of the kind's declaration."""
    raw = facts_raw(facts)
    kind = KINDS[facts.kind]
    declared = [field for field in kind.fields if field.part.value == "facts" and field.name != "source_url"]
    return [(_(field.label), value_words(field, shown_raw(field.name, facts, raw), language())) for field in declared]


def shown_raw(name: str, facts: FactsEntry, raw: dict[str, object]) -> object:
    """A value as shown: dates in the reader's language."""
    if name == "occurred":
        return facts.occurred.text(language()) if facts.occurred else _("not known")
    return raw.get(name)


def item_line(item: queries.ItemEntry) -> dict[str, object]:
    """One item: as read, beside as given."""
    look = (words.choice_word("form", item.form, "items"), item.packaging, item.mark)
    return {
        "entry": item,
        "substance": words.substance_line(item),
        "quantity": words.quantity_line(item),
        "base": words.unit_sign(item.base),
        "given": words.given_line(item),
        "look": "; ".join(part for part in look if part),
    }


def said_of(items: tuple[queries.ItemEntry, ...]) -> dict[str, bool]:
    """Which columns any item fills."""
    return {
        "look": any(item.form or item.packaging or item.mark for item in items),
        "purity": any(item.purity is not None for item in items),
    }


def leg_line(leg: queries.LegEntry) -> dict[str, object]:
    """One leg of the route."""
    start = [leg.from_place, options.country_words(leg.from_country, language())]
    end = [leg.to_place, options.country_words(leg.to_country, language())]
    return {
        "start": ", ".join(part for part in start if part) or _("not known"),
        "end": ", ".join(part for part in end if part) or _("not known"),
        "transport": words.choice_word("transport", leg.transport, "legs") if leg.transport else "",
        "assessed": leg.assessed,
    }


def nominal_view(entry: ReportEntry) -> dict[str, object]:
    """The nominal part for the page."""
    nominal = entry.nominal
    assert nominal is not None  # noqa: S101  # the caller has looked
    kind = KINDS[entry.kind]
    texts = [(_(f.label), nominal.texts.get(f.name, "")) for f in kind.fields if f.part.value == "nominal"]
    names = {subject.id: subject_name(subject) for subject in nominal.subjects}
    return {
        "texts": [(label, text) for label, text in texts if text],
        "review_on": nominal.review_on,
        "subjects": [subject_view(subject) for subject in nominal.subjects],
        "links": [
            (
                names.get(link.from_subject, ""),
                words.choice_word("role", link.role, "links"),
                names.get(link.to_subject, ""),
                link.evidence,
            )
            for link in nominal.links
        ],
    }


def subject_name(subject: queries.SubjectEntry) -> str:
    """The name of a subject, or its first identifier, or its kind and number."""
    if subject.name or subject.identifiers:
        return subject.name or subject.identifiers[0].given
    return f"{words.choice_word('kind', subject.kind, 'subjects')} {subject.position + 1}"


def subject_view(subject: queries.SubjectEntry) -> dict[str, object]:
    """One subject for the page: names as written, words for codes."""
    told = [
        (_("Other names"), "; ".join(subject.aliases)),
        (_("Born"), subject.birth.text(language()) if subject.birth else ""),
        (_("Sex"), words.choice_word("sex", subject.sex, "subjects") if subject.sex else ""),
        (_("Citizenship"), options.country_words(subject.nationality, language())),
        (_("Lives or stays"), subject.details.get("residence", "")),
        (_("Offence"), words.choice_word("offence", subject.details.get("offence", ""), "subjects")),
        (_("Fact the category rests on"), subject.details.get("stated_fact", "")),
        (_("Supervisor's reason"), subject.details.get("minor_reason", "")),
        (_("Consent of the bearer of a misused identity"), subject.details.get("consent", "")),
        (_("Description"), subject.details.get("description", "")),
    ]
    return {
        "entry": subject,
        "name": subject_name(subject),
        "kind": words.choice_word("kind", subject.kind, "subjects"),
        "category": PersonCategory(subject.category) if subject.category else None,
        "told": told,
        "identifiers": [(words.choice_word("kind", i.kind, "subjects.0.identifiers"), i) for i in subject.identifiers],
    }


def seen_lines(viewer: Viewer, entry: ReportEntry) -> dict[str, list[str]]:
    """Who sees each part now."""
    seen = queries.who_sees(viewer=viewer, report_id=entry.id)
    return {part: [words.seer_line(each, language()) for each in seers] for part, seers in seen.items()}


def release_lines(viewer: Viewer, report: UUID) -> list[dict[str, object]]:
    """The releases of a report with the names of their audiences."""
    found = access.releases_of(viewer=viewer, report=report)
    return [{"entry": each, "audience": access.audience_name(each.audience, language())} for each in found]


def reading_lines(viewer: Viewer, report: UUID) -> Stretch[dict[str, object]]:
    """Who touched the report: across parties the desk and a stable number."""
    desks = {entry.id: entry for entry in directory.desks()}
    found = journal.readings(viewer=viewer, record=report, limit=READINGS)
    return found.of(lambda shown: [reading_line(each, desks.get(each.by_desk)) for each in shown])


def reading_line(reading: journal.Reading, desk: directory.DeskEntry | None) -> dict[str, object]:
    """One reading in words."""
    return {
        "at": reading.at,
        "kind": words.leaf_word(reading.kind),
        "desk": f"{desk.name(language())} · {desk.party_code}" if desk else "",
        "number": reading.officer_number,
        "purpose": words.purpose_word(reading.purpose),
    }


@page("records/version.html", act=Act.READ)
def version(request: HttpRequest, viewer: Viewer, report: UUID, number: int) -> Answer:
    """What one version changed against the one before it."""
    entry = queries.report(viewer=viewer, report_id=report)
    history = {each.number: each for each in entry.versions}
    if number not in history:
        raise queries.NoSuchReportError(gettext_noop("there is no such version that may be shown to you"))
    return {
        **words.WORDS,
        "title": _("Version %(number)s of %(report)s") % {"number": number, "report": entry.number},
        "entry": entry,
        "version": history[number],
        "sound": history[number].sound and (entry.facts.sound or not says_the_same(history[number], entry.version)),
        "before": history.get(number - 1),
        "marking": marking_of(entry, history[number]),
        "grading": words.grading_words(history[number].grading),
        "differences": version_differences(viewer, entry, number),
    }


def says_the_same(version: VersionEntry, other: VersionEntry) -> bool:
    """Whether two versions have the same facts."""
    return version.facts_hash == other.facts_hash


def version_differences(viewer: Viewer, entry: ReportEntry, number: int) -> list[Difference]:
    """The values that differ; a retraction holds no content of its own."""
    history = {each.number: each for each in entry.versions}
    if history[number].change == "retraction":
        return []
    after = version_raw(viewer, entry.id, number)
    before = version_raw(viewer, entry.id, number - 1) if number > 1 else {}
    return differences(KINDS[entry.kind], before, after, language())


def version_raw(viewer: Viewer, report: UUID, number: int) -> dict[str, object]:
    """A version's content as input."""
    facts: FactsEntry = queries.version_content(viewer=viewer, report_id=report, number=number)
    nominal: NominalEntry | None = queries.version_nominal(viewer=viewer, report_id=report, number=number)
    return facts_raw(facts) | nominal_raw(nominal)
