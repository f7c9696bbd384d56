"""Saying an error to its reader: the sentence in his language, then filled."""

from django.utils.translation import gettext

from kerege.kernel.saying import SaidError


def said(problem: BaseException) -> str:
    """The sentence of an error in the reader's language; an error that was filled already is said as it is."""
    if isinstance(problem, SaidError):
        return gettext(problem.message) % problem.values if problem.values else gettext(problem.message)
    text = str(problem)
    return gettext(text) if text else ""
