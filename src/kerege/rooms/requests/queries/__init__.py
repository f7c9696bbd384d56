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
from kerege.rooms.requests.queries.figures import Figures, NotACoordinatorError, figures
from kerege.rooms.requests.queries.letters import address, letter, open_scan, qr_svg, scans, set_letter
from kerege.rooms.requests.queries.settings import GateEntry, gate, gates, profile, waiting_profiles
from kerege.rooms.requests.queries.taking import figures_taken, list_taken
from kerege.rooms.requests.queries.watching import LookOut, look_outs, met_by_report
from kerege.rooms.requests.rules import words
from kerege.rooms.requests.rules.acts import DEEDS, Deed
from kerege.rooms.requests.rules.answers import REVEALING, Answer, Feedback, Ground, Result, Use, Used, Useful
from kerege.rooms.requests.rules.clocks import PROFILES, Profile, Stop, Urgency, UrgentFor
from kerege.rooms.requests.rules.course import Kind, Outcome, Side, State, Step
from kerege.rooms.requests.rules.diagram import mermaid, sql
from kerege.rooms.requests.rules.drafts import HANDLING, LEVELS, USUAL_HANDLING, Draft
from kerege.rooms.requests.rules.words import Action, Gating

__all__ = [
    "DEEDS",
    "HANDLING",
    "LEVELS",
    "PROFILES",
    "REVEALING",
    "USUAL_HANDLING",
    "Action",
    "Answer",
    "Card",
    "Deed",
    "Detail",
    "Draft",
    "Feedback",
    "Figures",
    "GateEntry",
    "Gating",
    "Ground",
    "Kind",
    "LineEntry",
    "LookOut",
    "NoSuchRequestError",
    "NotACoordinatorError",
    "Outcome",
    "Profile",
    "Result",
    "Side",
    "State",
    "Step",
    "Stop",
    "Urgency",
    "UrgentFor",
    "Use",
    "Used",
    "Useful",
    "address",
    "cards",
    "detail",
    "figures",
    "figures_taken",
    "gate",
    "gates",
    "is_late",
    "letter",
    "list_taken",
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
