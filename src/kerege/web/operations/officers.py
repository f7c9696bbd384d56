"""Named officers of a joint operation: their page, naming and ending, accepting an invitation by officers alone."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kerege.kernel.law import Act, Viewer
from kerege.rooms.directory import queries as directory
from kerege.rooms.operations import actions, queries
from kerege.rooms.operations.queries import NamedOfficer, OfficersView, Phase, RefusedStepError, TeamRole
from kerege.web.operations.joint_forms import choice, choose, several
from kerege.web.operations.points import line
from kerege.web.operations.views import PURPOSES
from kerege.web.shell.formats import language
from kerege.web.shell.forms import Form
from kerege.web.shell.page import Answer, page
from kerege.web.shell.words import word


@dataclass(frozen=True, slots=True)
class OfficerLine:
    """An officer in words: to his own agency with his name, to others by his number."""

    officer: NamedOfficer
    name: str
    agency: str
    known: bool
    """Whether the viewer's agency could name him."""


def role_choices(*, leads: bool) -> list[Any]:
    """The roles in an operation; only the founding agency's officer leads it."""
    return [(each.value, word(each)) for each in TeamRole if leads or each is not TeamRole.LEAD]


class NameForm(Form):
    """Naming an officer of one's own agency."""

    officer = choice(gettext_lazy("Officer"), [])
    role = forms.ChoiceField(label=gettext_lazy("Role in the operation"), initial=TeamRole.LIAISON.value)
    myself = forms.BooleanField(
        label=gettext_lazy("Name me too: else I read the work file no more"), required=False, initial=True
    )

    def __init__(self, *args: Any, viewer: Viewer, view: OfficersView, **kwargs: Any) -> None:
        """Offer the officers of the agency who are not named yet."""
        super().__init__(*args, **kwargs)
        leads = view.place is not None and view.place.leads
        named = {each.number for each in view.officers if each.holds}
        found = [(number, f"{name} · {number}") for number, name, _role in candidates(viewer) if number not in named]
        choose(self.fields["officer"], [("", "—"), *found])
        choose(self.fields["role"], role_choices(leads=leads))
        if view.place is None or view.place.limited:
            del self.fields["myself"]


class ProposeForm(Form):
    """Proposing an officer of another agency."""

    agency = choice(gettext_lazy("Agency"), [])
    number = line(
        gettext_lazy("Number of the officer"),
        needed=True,
        hint=gettext_lazy("As it stands under what he wrote. It is not looked up here: his agency says who it is."),
    )
    role = forms.ChoiceField(label=gettext_lazy("Role in the operation"), initial=TeamRole.LIAISON.value)

    def __init__(self, *args: Any, invited: set[UUID], **kwargs: Any) -> None:
        """Offer the agencies that take part or are invited."""
        super().__init__(*args, **kwargs)
        found = [(each.code, each.name(language())) for each in directory.agencies() if each.id in invited]
        choose(self.fields["agency"], [("", "—"), *found])
        choose(self.fields["role"], role_choices(leads=False))


class AcceptForm(Form):
    """Accepting an invitation by some officers alone."""

    officers = several(
        gettext_lazy("Officers who take part"),
        [],
        gettext_lazy(
            "Nobody else of your agency reads the work file. You may name others and end namings at any time."
        ),
    )
    role = forms.ChoiceField(label=gettext_lazy("Role in the operation"), initial=TeamRole.LIAISON.value)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        """Offer the officers of the agency."""
        super().__init__(*args, **kwargs)
        choose(self.fields["officers"], [(number, f"{name} · {number}") for number, name, _role in candidates(viewer)])
        self.fields["officers"].required = True
        choose(self.fields["role"], role_choices(leads=False))


def candidates(viewer: Viewer) -> list[tuple[str, str, Any]]:
    """The officers whom the viewer's agency can name."""
    return queries.candidates(viewer)


def lines(viewer: Viewer, view: OfficersView) -> list[OfficerLine]:
    """The officers in words."""
    own = {number: name for number, name, _role in candidates(viewer)} if view.place else {}
    agencies = {each.id: each.name(language()) for each in directory.agencies()}
    return [
        OfficerLine(
            each,
            own.get(each.number, "") if view.place and each.agency == view.place.agency else "",
            agencies[each.agency],
            each.number in own,
        )
        for each in view.officers
    ]


@page("operations/officers.html", act=Act.READ)
def officers(request: HttpRequest, viewer: Viewer, operation: UUID) -> Answer:
    """Who takes part for each agency that named officers; naming one's own, ending, proposing."""
    view = queries.officers(viewer=viewer, operation_id=operation)
    deed = request.POST.get("deed", "")
    name = NameForm(request.POST if deed == "name" else None, viewer=viewer, view=view) if view.place else None
    offer = proposing(request, viewer, view, deed)
    form = {"name": name, "propose": offer}.get(deed)
    plain = {"unname", "open", "confirm"}
    if request.method == "POST" and ((form is not None and form.is_valid()) or deed in plain):
        try:
            done(request, viewer, view, deed, form)
        except RefusedStepError as problem:
            refused(request, form, queries.refusal_text(problem))
        except actions.UnableToActError as problem:
            refused(request, form, _(str(problem)))
        else:
            return after(request, viewer, view, deed)
    found = lines(viewer, view)
    own = view.place.agency if view.place else None
    return {
        "title": _("Named officers"),
        "view": view,
        "right_purpose": viewer.purpose in PURPOSES,
        "own": [each for each in found if each.officer.agency == own and each.officer.named_at],
        "offered": [each for each in found if each.officer.agency == own and not each.officer.named_at],
        "others": [each for each in found if each.officer.agency != own],
        "me": next((each.officer for each in found if each.officer.own), None),
        "name": name,
        "propose": offer,
        "asked": asked(request, view, found),
        "opens": "open" in request.GET,
        "status": 422 if form is not None and form.errors else 200,
    }


def proposing(request: HttpRequest, viewer: Viewer, view: OfficersView, deed: str) -> ProposeForm | None:
    """The form of a proposal, for the founding agency that has invited somebody, as long as the operation goes on."""
    if not view.leads:
        return None
    made = queries.operation(viewer=viewer, operation_id=view.id)
    if made.phase is Phase.CLOSED:
        return None
    invited = {member for _party, member in made.members} | {each.agency for each in made.asked if not each.waits}
    invited.discard(made.lead)
    given = request.POST if deed == "propose" else None
    return ProposeForm(given, invited=invited, auto_id="propose_%s") if invited else None


def asked(request: HttpRequest, view: OfficersView, found: list[OfficerLine]) -> OfficerLine | None:
    """The officer whose naming the viewer may end, as the address names him."""
    own = view.place.agency if view.place else None
    return next(
        (
            each
            for each in found
            if each.officer.number == request.GET.get("end")
            and (each.officer.agency == own or each.officer.own or (view.leads and each.officer.named_at is None))
        ),
        None,
    )


def refused(request: HttpRequest, form: Form | None, text: str) -> None:
    """Say a refusal at the form, or above the page where there is none."""
    if form is not None:
        form.add_error(None, text)
    else:
        messages.error(request, text)


def done(request: HttpRequest, viewer: Viewer, view: OfficersView, deed: str, form: Form | None) -> None:
    """Go through the door of the deed."""
    given = {name: request.POST.get(name, "")[:60] for name in ("officer", "role", "agency")}
    if form is not None:
        given |= {name: "yes" if value is True else str(value or "") for name, value in form.cleaned_data.items()}
    if deed == "propose":
        given["officer"] = given.get("number", "")
    if deed == "confirm" and view.place is not None and not view.place.limited:
        given["myself"] = "yes"
    kind = "name" if deed == "confirm" else deed
    actions.joint.do(actor=viewer, operation=view.id, kind=kind, given=given)


def after(request: HttpRequest, viewer: Viewer, view: OfficersView, deed: str) -> Answer:
    """Say what holds now, and go where it shows."""
    said = {
        "name": _("Named: from now on only the named officers of your agency take part."),
        "confirm": _("Named: from now on only the named officers of your agency take part."),
        "unname": _("Ended: it holds from this moment on."),
        "open": _("Your agency takes part as a whole again."),
        "propose": _("Proposed: the agency is told and decides."),
    }
    messages.success(request, said[deed])
    himself = deed == "unname" and request.POST.get("officer") == viewer.officer_number
    if himself and view.place is None:
        return redirect("operations:joint")
    return redirect("operations:officers", operation=view.id)


@page("operations/accept.html", act=Act.READ)
def accept(request: HttpRequest, viewer: Viewer, operation: UUID) -> Answer:
    """Answer an invitation: accept it as a whole agency or by some officers alone, or decline it."""
    chosen = request.POST.get("deed") == "officers"
    if request.POST.get("deed") == "decline":
        actions.joint.decline(actor=viewer, operation=operation, words=request.POST.get("words", "")[:4000])
        messages.success(request, _("Declined: the agency that invited is told. It may invite yours anew."))
        return redirect("operations:joint")
    if request.method == "POST" and not chosen:
        actions.joint.accept(actor=viewer, operation=operation)
        messages.success(request, _("Your agency takes part now. Name your officers and whom to telephone."))
        return redirect("operations:operation", operation=operation)
    invitation = next(
        (each for each in queries.operations(viewer=viewer) if each.id == operation and each.is_invitation), None
    )
    if invitation is None:
        return redirect("operations:joint")
    proposed = [each.number for each in queries.officers_proposed(operation)]
    form = AcceptForm(request.POST if chosen else None, viewer=viewer, initial={"officers": proposed})
    if chosen and form.is_valid():
        role = TeamRole(form.cleaned_data["role"])
        try:
            named = [(number, role) for number in form.cleaned_data["officers"]]
            actions.joint.accept(actor=viewer, operation=operation, officers=named)
        except RefusedStepError as problem:
            form.add_error(None, queries.refusal_text(problem))
        except actions.UnableToActError as problem:
            form.add_error(None, _(str(problem)))
        else:
            messages.success(request, _("Your agency takes part now, by the officers named here alone."))
            return redirect("operations:officers", operation=operation)
    return {
        "title": invitation.title,
        "invitation": invitation,
        "form": form,
        "status": 422 if form.errors else 200,
    }
