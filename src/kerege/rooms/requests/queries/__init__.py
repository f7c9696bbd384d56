"""Door for reading: cards, histories, gates, the profile of clocks, figures; and the words of the field."""

from kerege.rooms.requests.policy import may_act, may_approve
from kerege.rooms.requests.queries.cards import (
    Card,
    Detail,
    LineEntry,
    NoSuchRequestError,
    cards,
    detail,
    is_late,
    waiting_count,
)
from kerege.rooms.requests.queries.letters import address, letter, open_scan, qr_svg, scans, set_letter
from kerege.rooms.requests.queries.settings import Figures, GateEntry, figures, gate, profile, waiting_profiles
from kerege.rooms.requests.queries.watching import LookOut, look_outs, met_by_report
from kerege.rooms.requests.rules import words
from kerege.rooms.requests.rules.acts import DEEDS, Deed
from kerege.rooms.requests.rules.answers import REVEALING, Answer, Ground, Use, Useful
from kerege.rooms.requests.rules.clocks import PROFILES, Profile, Stop, Urgency, UrgentFor
from kerege.rooms.requests.rules.course import Kind, Outcome, Side, State, Step
from kerege.rooms.requests.rules.diagram import mermaid, sql
from kerege.rooms.requests.rules.drafts import HANDLING, Draft
from kerege.rooms.requests.rules.words import Action, Gating

__all__ = [
    "DEEDS",
    "HANDLING",
    "PROFILES",
    "REVEALING",
    "Action",
    "Answer",
    "Card",
    "Deed",
    "Detail",
    "Draft",
    "Figures",
    "GateEntry",
    "Gating",
    "Ground",
    "Kind",
    "LineEntry",
    "LookOut",
    "NoSuchRequestError",
    "Outcome",
    "Profile",
    "Side",
    "State",
    "Step",
    "Stop",
    "Urgency",
    "UrgentFor",
    "Use",
    "Useful",
    "address",
    "cards",
    "detail",
    "figures",
    "gate",
    "is_late",
    "letter",
    "look_outs",
    "may_act",
    "may_approve",
    "mermaid",
    "met_by_report",
    "open_scan",
    "profile",
    "qr_svg",
    "scans",
    "set_letter",
    "sql",
    "waiting_count",
    "waiting_profiles",
    "words",
]
