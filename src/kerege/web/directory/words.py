"""Words of the directory."""

from django.utils.translation import gettext_lazy as _

PARTS = {
    "parties": _("Parties"),
    "agreements": _("Agreements"),
    "desks": _("Agencies and desks"),
    "officers": _("Officers and hats"),
    "groups": _("Groups"),
}
"""The parts of the directory under which changes are listed."""
