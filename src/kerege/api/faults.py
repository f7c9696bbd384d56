"""What is wrong with a field of a call, in the language of the caller; never what was sent."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext, gettext_noop

from kerege.rooms.records.queries import Fault, fault_text

SAID: Final = {
    "missing": gettext_noop("This field is needed."),
    "extra_forbidden": gettext_noop("There is no such field."),
    "json_invalid": gettext_noop("This is not JSON."),
    "model_attributes_type": gettext_noop("An object with fields is needed."),
    "model_type": gettext_noop("An object with fields is needed."),
    "dict_type": gettext_noop("An object with fields is needed."),
    "list_type": gettext_noop("A list is needed."),
    "too_long": gettext_noop("At most %(max_length)s are taken at a time."),
    "too_short": gettext_noop("At least %(min_length)s are needed."),
    "string_type": gettext_noop("A text is needed."),
    "string_too_long": gettext_noop("At most %(max_length)s characters."),
    "string_too_short": gettext_noop("At least %(min_length)s characters."),
    "string_pattern_mismatch": gettext_noop("This is not written as it has to be: %(pattern)s"),
    "int_type": gettext_noop("A whole number is needed."),
    "int_parsing": gettext_noop("A whole number is needed."),
    "int_from_float": gettext_noop("A whole number is needed."),
    "float_type": gettext_noop("A number is needed."),
    "float_parsing": gettext_noop("A number is needed."),
    "decimal_type": gettext_noop("A number is needed."),
    "decimal_parsing": gettext_noop("A number is needed."),
    "finite_number": gettext_noop("A number is needed."),
    "bool_type": gettext_noop("true or false is needed."),
    "bool_parsing": gettext_noop("true or false is needed."),
    "greater_than": gettext_noop("More than %(gt)s is needed."),
    "greater_than_equal": gettext_noop("At least %(ge)s is needed."),
    "less_than": gettext_noop("Less than %(lt)s is needed."),
    "less_than_equal": gettext_noop("At most %(le)s is taken."),
    "uuid_type": gettext_noop("This is not an id."),
    "uuid_parsing": gettext_noop("This is not an id."),
    "date_type": gettext_noop("A day is needed: 2026-01-31."),
    "date_parsing": gettext_noop("A day is needed: 2026-01-31."),
    "date_from_datetime_parsing": gettext_noop("A day is needed: 2026-01-31."),
    "date_from_datetime_inexact": gettext_noop("A day is needed: 2026-01-31."),
    "datetime_type": gettext_noop("A moment is needed: 2026-01-31T12:00:00Z."),
    "datetime_parsing": gettext_noop("A moment is needed: 2026-01-31T12:00:00Z."),
    "datetime_from_date_parsing": gettext_noop("A moment is needed: 2026-01-31T12:00:00Z."),
    "timezone_aware": gettext_noop("A moment is needed with its time zone: 2026-01-31T12:00:00Z."),
    "literal_error": gettext_noop("One of these is needed: %(expected)s."),
    "enum": gettext_noop("One of these is needed: %(expected)s."),
}
"""What Pydantic calls an error, and what we say; of what is not here its own English sentence is said."""


def fault(error: Mapping[str, Any]) -> dict[str, str]:
    """One error of Pydantic as the door tells it: where, its code, and a sentence."""
    known = SAID.get(error["type"])
    message = gettext(known) % error.get("ctx", {}) if known else str(error["msg"])
    return {"path": ".".join(str(part) for part in error["loc"][1:]), "code": error["type"], "message": message}


def sentence(fault: Any) -> str:
    """What a room says of a field: a claim's fault is English with its values, other rooms say it in the language."""
    return fault_text(fault) if isinstance(fault, Fault) else str(fault.text())
