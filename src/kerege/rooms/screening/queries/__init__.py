"""Door for reading: screenings of the own agency, those that wait for the centre, digests, quota, opting out."""

from kerege.rooms.crosscheck.queries import Told, who_will_be_told
from kerege.rooms.screening.queries.owners import DigestEntry, OptOutEntry, digest, digests, opted_out, waiting_digests
from kerege.rooms.screening.queries.proposals import RunProposals, proposals
from kerege.rooms.screening.queries.runs import (
    Answer,
    AskedEntry,
    CallEntry,
    DecisionEntry,
    MatchEntry,
    NoSuchScreeningError,
    Quota,
    RunDetail,
    RunEntry,
    asked_of_centre,
    quota,
    run,
    runs,
    waiting_decisions,
)
from kerege.rooms.screening.rules import words
from kerege.rooms.screening.rules.course import DecidedBy, Stage, may_propose
from kerege.rooms.screening.rules.terms import Basis, Persons, Terms

__all__ = [
    "Answer",
    "AskedEntry",
    "Basis",
    "CallEntry",
    "DecidedBy",
    "DecisionEntry",
    "DigestEntry",
    "MatchEntry",
    "NoSuchScreeningError",
    "OptOutEntry",
    "Persons",
    "Quota",
    "RunDetail",
    "RunEntry",
    "RunProposals",
    "Stage",
    "Terms",
    "Told",
    "asked_of_centre",
    "digest",
    "digests",
    "may_propose",
    "opted_out",
    "proposals",
    "quota",
    "run",
    "runs",
    "waiting_decisions",
    "waiting_digests",
    "who_will_be_told",
    "words",
]
