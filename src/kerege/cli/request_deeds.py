"""What may be done with a request from the terminal: each deed's help and the options of what it asks, none else."""

import argparse
from collections.abc import Mapping
from typing import Final

from kerege.cli.terminal import N_, add_viewer_options

WORDS: Final = ("text", "translation", "translator")
DEEDS: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "send": (N_("send a draft"), ()),
    "let-out": (N_("as the asking party's coordinator: let it go out"), ()),
    "return": (N_("as the asking party's coordinator: return it to the desk, with the reason"), ("text",)),
    "let-in": (N_("as the asked party's coordinator: let it reach the desk"), ()),
    "acknowledge": (N_("confirm that it reached you"), ()),
    "accept": (N_("take it up; a clock that stands still runs again"), ()),
    "put-in-force": (N_("accept a look-out: from now on it is in force in your state"), ()),
    "ask-clarification": (N_("ask back; the clock stands still until the answer"), WORDS),
    "await-authorisation": (N_("wait for a judge or prosecutor; the clock stands still"), WORDS),
    "ask-third-party": (N_("ask a third party first; the clock stands still"), WORDS),
    "clarify": (N_("clarify what you were asked back; the clock runs again"), WORDS),
    "answer": (
        N_("answer: in full, in part, with a refusal and its ground, or that nothing can be shared"),
        ("outcome", *WORDS, "ground", "records", "nominal", "assurance"),
    ),
    "approve": (N_("as second approver: let a prepared answer out"), ("agreed",)),
    "send-back": (N_("as second approver: send a prepared answer back, with the reason"), ("text",)),
    "close": (N_("close it and say whether the answer was useful"), ("useful", "used", "result", "text")),
    "ask-use": (N_("ask whether an answer may be passed on or used as evidence"), ("use", "text", "reference")),
    "answer-use": (N_("say whether your answer may be used further"), ("agree", "text")),
    "tighten": (
        N_("make the terms of what you sent stricter; nothing is taken away"),
        ("handling", "restriction", "level"),
    ),
    "withdraw": (N_("withdraw what your desk sent"), ("text",)),
}
"""Each deed: what it is for, and the fields it asks."""
FIELDS: Final[Mapping[str, tuple[str, str]]] = {
    "text": ("TEXT", N_("the words that go with it")),
    "translation": ("TEXT", N_("the same in another language")),
    "translator": ("NAME", N_("who translated it")),
    "outcome": ("WORD", N_("of an answer: full, partial, refused, no_information, withheld")),
    "ground": (
        "WORD",
        N_(
            "of a refusal: harm_investigation, safety, sovereignty, disproportionate, not_allowed, not_an_offence, "
            "minor_offence, authorisation_refused, third_party_refused, death, political, classified"
        ),
    ),
    "records": ("IDS", N_("own records, released with the answer")),
    "assurance": ("TEXT", N_("the reference of a written assurance")),
    "agreed": ("MARK", N_("the mark of the prepared answer that you read, as `kerege request show` prints it")),
    "useful": ("WORD", N_("at the end: useful, partly, not_useful")),
    "used": ("WORD", N_("how it was used: lead, checked, control, operation, evidence, warning, analysis, not_used")),
    "result": (
        "WORD",
        N_("what came of it: seizure, detention, case, identified, route, confirmed, pending, none"),
    ),
    "handling": ("CODES", N_("codes that are added: H1, H2, H3, with commas between")),
    "restriction": ("TEXT", N_("the words of H3")),
    "level": ("WORD", N_("the level: open, official_use")),
    "use": ("WORD", N_("further use: onward, evidence")),
    "reference": ("TEXT", N_("of the request for mutual legal assistance")),
}
"""Fields in words: how a value is called in the help, and what it says."""
CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "outcome": ("full", "partial", "refused", "no_information", "withheld"),
    "ground": (
        *("harm_investigation", "safety", "sovereignty", "disproportionate", "not_allowed", "not_an_offence"),
        *("minor_offence", "authorisation_refused", "third_party_refused", "death", "political", "classified"),
    ),
    "useful": ("useful", "partly", "not_useful"),
    "used": ("lead", "checked", "control", "operation", "evidence", "warning", "analysis", "not_used"),
    "result": ("seizure", "detention", "case", "identified", "route", "confirmed", "pending", "none"),
    "level": ("open", "official_use"),
    "use": ("onward", "evidence"),
}
"""The words of closed lists."""
MARKS: Final[Mapping[str, str]] = {
    "nominal": N_("the answer names persons"),
    "agree": N_("agree to further use"),
}
"""Fields that are there or not."""


def add_thread(verb: argparse.ArgumentParser) -> None:
    """Which request is meant."""
    verb.add_argument(
        "thread", metavar="ID", help="the request, by its id: the first word of its line in `kerege request list`"
    )


def add_deed(deed: argparse.ArgumentParser, name: str) -> None:
    """The options of one deed: the fields that it asks."""
    add_thread(deed)
    for field in DEEDS[name][1]:
        if field in MARKS:
            deed.add_argument(f"--{field}", action="store_true", help=MARKS[field])
        else:
            metavar, meaning = FIELDS[field]
            deed.add_argument(f"--{field}", default="", metavar=metavar, help=meaning, choices=CHOICES.get(field))
    add_viewer_options(deed)
    deed.set_defaults(deed=name.replace("-", "_"))


def fields_of(arguments: argparse.Namespace) -> dict[str, str]:
    """What was given for the fields of a deed, as its form would send it."""
    asked = DEEDS[str(arguments.deed).replace("_", "-")][1]
    values = {field: getattr(arguments, field) for field in asked}
    return {field: ("yes" if value else "") if field in MARKS else value for field, value in values.items()}
