"""Words for the codes that lines for people show; JSON keeps the codes."""

from decimal import Decimal
from pathlib import Path

from django.utils.translation import get_language, gettext

from kerege.cli.terminal import N_, CommandError, said
from kerege.kernel.law import Role

FINDINGS = {"open": N_("open to you"), "hit": N_("held by another desk"), "silent": N_("silent: only you know")}
GRADES = {"strong": N_("strong"), "possible": N_("possible")}
ROLES = {
    Role.POST: N_("Reporting officer"),
    Role.DESK: N_("Desk officer"),
    Role.RELEASING: N_("Releasing officer"),
    Role.ANALYST: N_("Analyst"),
    Role.CHEMIST: N_("Chemist"),
    Role.LIAISON: N_("Liaison officer"),
    Role.DUTY: N_("Duty officer"),
    Role.COORDINATOR: N_("National coordinator"),
    Role.DATA_PROTECTION: N_("Data protection officer"),
    Role.AUDITOR: N_("Auditor"),
    Role.ADMINISTRATOR: N_("Administrator"),
    Role.REPRESENTATIVE: N_("Observer's representative"),
}


def role_word(role: Role) -> str:
    """A role as pages call it."""
    return said(ROLES[role])


def finding_words(finding: str, grade: str) -> str:
    """How a hit was found and how well both sides agree: "open to you, possible"."""
    return f"{gettext(FINDINGS[finding])}, {gettext(GRADES[grade])}"


def choice_word(path: str, code: str) -> str:
    """The name of a choice of the report form by the path of its field; what is no choice stays as it stands."""
    from kerege.rooms.records.queries import KINDS

    choices = KINDS["seizure"].paths()[path].choices
    return next((gettext(each.label) for each in choices if each.code == code), code)


def decimal_text(value: float | Decimal) -> str:
    """A number as the reader's language writes it."""
    text = str(value)
    return text.replace(".", ",") if (get_language() or "").startswith("ru") else text


def unreadable(path: Path, problem: OSError) -> CommandError:
    """Why a file could not be read, and what to do."""
    if isinstance(problem, FileNotFoundError):
        return CommandError(
            said(N_("{path}: there is no such file. Look at its name and its folder.")).format(path=path)
        )
    if isinstance(problem, PermissionError):
        return CommandError(said(N_("{path}: you may not read this file. Ask whose it is.")).format(path=path))
    if isinstance(problem, IsADirectoryError):
        return CommandError(said(N_("{path}: this is a folder. Name a file.")).format(path=path))
    return CommandError(f"{path}: {problem.strerror}")
