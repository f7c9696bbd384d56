"""Reviews in words."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kerege.kernel.law import PersonCategory
from kerege.rooms.directory import queries as directory
from kerege.rooms.retention.queries import (
    Answer,
    ChallengeEntry,
    ConsultationEntry,
    Dispute,
    DueEntry,
    Ground,
    HoldEntry,
    InquiryEntry,
    PurgeEntry,
    Stage,
    TombstoneEntry,
    Verdict,
    Wish,
    Word,
)
from kerege.web.records import words
from kerege.web.shell.formats import language
from kerege.web.shell.words import word

STAGES = {
    Stage.CURRENT: (_("not due yet"), ""),
    Stage.DUE: (_("due"), "call"),
    Stage.OVERDUE: (_("overdue: hidden from others"), "bad"),
    Stage.ESCALATED: (_("overdue: the data protection officer was asked"), "bad"),
    Stage.LAPSED: (_("about to be erased"), "bad"),
    Stage.HELD: (_("held by an authority"), "call"),
}
GROUNDS = {
    Ground.REVIEW_PASSED: _("its review day passed"),
    Ground.PURPOSE_MET: _("its purpose is met"),
    Ground.ACQUITTED: _("acquitted, or the case was dropped"),
    Ground.WRONG_PERSON: _("the wrong person"),
    Ground.UNLAWFUL: _("it should never have been kept"),
    Ground.SUBJECT_REQUEST: _("the person asked, rightly"),
    Ground.COURT_ORDER: _("a court ordered it"),
}
WISHES = {
    Wish.ACCESS: _("to know what is held"),
    Wish.CORRECTION: _("to correct it"),
    Wish.ERASURE: _("to erase it"),
}
ANSWERS = {
    Answer.KEPT: _("examined: it is rightly kept"),
    Answer.CORRECTED: _("examined: it was corrected"),
    Answer.ERASED: _("examined: it was erased"),
    Answer.OTHER_PERSON: _("it concerns another person"),
}
WHY = {
    "release": _("it was released to you"),
    "hit": _("you had a hit on it"),
    "request": _("a request about it reached you"),
}
HELD_BY = {"release": _("by release"), "hit": _("by a hit"), "request": _("by a request")}
DISPUTES = {
    Dispute.INACCURATE: _("what is recorded of him is wrong"),
    Dispute.NOT_INVOLVED: _("he has nothing to do with the case"),
    Dispute.MISUSED_IDENTITY: _("another used his identity"),
    Dispute.UNLAWFUL: _("the record should never have been kept"),
}
VERDICTS = {
    Verdict.UPHELD: _("the record stands"),
    Verdict.CORRECTED: _("the record was corrected"),
    Verdict.ERASED: _("the record was erased"),
}
WORDS = {
    Word.JUSTIFIED: _("justified anew"),
    Word.BROUGHT_FORWARD: _("review brought forward"),
    Word.TAKEN_BACK: _("review taken back"),
}


def category_word(code: str) -> str:
    """A category's name; things have none."""
    return word(PersonCategory(code)) if code else str(_("things"))


def due_line(entry: DueEntry) -> dict[str, object]:
    """One line of the list."""
    said, kind = STAGES[entry.stage]
    return {
        "report": entry.report,
        "number": entry.number,
        "kind": words.kind_word(entry.kind),
        "desk": directory.desk(entry.owner).name(language()),
        "categories": ", ".join(category_word(each) for each in entry.categories),
        "review_on": entry.review_on,
        "erased_after": entry.erased_after,
        "stage": said,
        "tag": kind,
    }


def desk_line(desk: UUID) -> str:
    """A desk with its party."""
    entry = directory.desk(desk)
    return f"{entry.party_code} · {entry.name(language())}"


def hold_line(entry: HoldEntry) -> dict[str, object]:
    """One hold."""
    return {
        "report": entry.report,
        "authority": entry.authority,
        "reference": entry.reference,
        "reason": entry.reason,
        "until": entry.expires_on,
        "made_at": entry.made_at,
        "lifted_at": entry.lifted_at,
        "lifted_reference": entry.lifted_reference,
        "in_force": entry.in_force,
    }


def tombstone_line(entry: TombstoneEntry) -> dict[str, object]:
    """One erasure with its holders."""
    return {
        "number": entry.number,
        "made_at": entry.made_at,
        "ground": GROUNDS[entry.ground],
        "by_clock": entry.by_clock,
        "digest": entry.digest,
        "holders": [(desk_line(each.desk), HELD_BY[each.why], each.confirmed_at) for each in entry.holders],
    }


def purge_line(entry: PurgeEntry) -> dict[str, object]:
    """One notice to the agency."""
    return {
        "id": entry.id,
        "number": entry.number,
        "by": desk_line(entry.by_desk),
        "ground": GROUNDS[entry.ground],
        "why": WHY[entry.why],
        "made_at": entry.made_at,
        "signature": entry.signature,
        "genuine": entry.genuine,
        "confirmed_at": entry.confirmed_at,
    }


def challenge_line(entry: ChallengeEntry) -> dict[str, object]:
    """One challenge."""
    return {
        "id": entry.id,
        "report": entry.report,
        "number": entry.number,
        "ground": DISPUTES[entry.ground],
        "reference": entry.reference,
        "reason": entry.reason,
        "made_at": entry.made_at,
        "due_on": entry.due_on,
        "overdue": entry.overdue,
        "verdict": VERDICTS[entry.verdict] if entry.verdict else "",
        "verdict_reason": entry.verdict_reason,
        "settled_at": entry.settled_at,
    }


def inquiry_line(entry: InquiryEntry) -> dict[str, object]:
    """One request; nothing of what was found."""
    return {
        "id": entry.id,
        "reference": entry.reference,
        "wish": WISHES[entry.wish],
        "made_at": entry.made_at,
        "reply_from": entry.reply_from,
        "reply_by": entry.reply_by,
        "overdue": entry.overdue,
        "closed_at": entry.closed_at,
    }


def consultation_line(entry: ConsultationEntry) -> dict[str, object]:
    """One consultation."""
    return {
        "id": entry.id,
        "report": entry.report,
        "number": entry.number,
        "wish": WISHES[entry.wish],
        "by": desk_line(entry.by_desk),
        "made_at": entry.made_at,
        "due_on": entry.due_on,
        "overdue": entry.overdue,
        "answer": ANSWERS[entry.answer] if entry.answer else "",
        "reason": entry.answer_reason,
    }
