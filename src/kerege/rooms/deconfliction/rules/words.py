"""Sentences of refusals, and the one sentence of a conflict."""

from kerege.kernel.saying import N_

FIELDS = {
    "kind": N_("What is planned"),
    "place": N_("Where, in words"),
    "point": N_("Degrees"),
    "radius_km": N_("Radius, km"),
    "starts": N_("When it begins"),
    "ends": N_("When it ends"),
    "zone": N_("Time zone"),
    "way": N_("The way"),
    "scope": N_("Why it is more than your own affair"),
    "scope_note": N_("Which border, route or state"),
    "belt_km": N_("Distance to the border, km"),
    "case": N_("Case number"),
    "supervisor": N_("Supervisor"),
    "telephone": N_("Supervisor's telephone"),
    "choice": N_("If it meets another"),
    "left_out": N_("Leave out"),
}
"""What the fields of a plan are called."""

CONFLICT = N_("Another desk plans something that meets yours in place and time. Call it; nothing more is told here.")
NO_CONFLICT = N_("No conflict that may be told to you. This does not mean that nobody else is there.")
NO_SUBMITTER = N_("Desk officers, analysts, releasing and liaison officers of a member submit events.")
NOT_ON_DUTY = N_("Only an officer of the centre's duty desk enters an event for somebody who telephones.")
NOT_CALLED_BACK = N_("Call the desk back at its registered number first; then say that you did.")
NO_CALLER = N_("Write down who telephones: officer number or name.")
NO_MEMBER_DESK = N_("Events are entered for desks of members alone.")
TOO_MANY = N_("Your desk has submitted %(count)s events within 24 hours: that is the limit.")
TOO_ALIKE = N_("Your desk has submitted %(count)s events around this place within 24 hours: that is the limit.")
NOT_YOURS = N_("nothing under this reference may be shown to you")
NO_STEP = N_("This is not yours to do, or it has moved on: look at its state.")
NEEDS_REASON = N_("Give a reason: another officer must be able to follow it.")
