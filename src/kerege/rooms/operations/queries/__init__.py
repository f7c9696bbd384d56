"""Door for reading: deliveries that the viewer takes part in, each as far as it concerns him."""

from kerege.rooms.files.queries import AttachmentEntry
from kerege.rooms.operations.queries.circles import circle_of
from kerege.rooms.operations.queries.courses import BentDeliveryError
from kerege.rooms.operations.queries.files import Loaded, NoSuchDeliveryError, by_of, load, refusal_text
from kerege.rooms.operations.queries.joint import (
    Asked,
    Declined,
    OperationLine,
    OperationView,
    SharedRecord,
    operation,
    operations,
    shared_records,
    title_words,
)
from kerege.rooms.operations.queries.joint_wire import (
    officers_wire,
    operation_line_wire,
    operation_wire,
    record_wire,
)
from kerege.rooms.operations.queries.letters import About, Letter, letter, open_scan, scans
from kerege.rooms.operations.queries.listing import PAGE, DeliveryLine, Listed, deliveries, listed
from kerege.rooms.operations.queries.log_words import Rows, hand_overs, unfollowed_said
from kerege.rooms.operations.queries.log_words import rows_of as step_rows
from kerege.rooms.operations.queries.looking import Looked, verify_deliveries
from kerege.rooms.operations.queries.officers import (
    NamedOfficer,
    NoSuchOperationError,
    OfficersView,
    SpokenPlace,
    candidates,
    may_look,
    officers,
    officers_proposed,
    spoken_place,
)
from kerege.rooms.operations.queries.printing import Printed, print_file
from kerege.rooms.operations.queries.showing import (
    DeliveryView,
    LegView,
    LogLine,
    Seat,
    delivery,
)
from kerege.rooms.operations.queries.verifying import Verified, verify_print
from kerege.rooms.operations.queries.wire import line_wire, wire
from kerege.rooms.operations.rules.effects import goods_of
from kerege.rooms.operations.rules.file import OVER, Answered, By, File, consent_of, hold_point
from kerege.rooms.operations.rules.joint import BASES, Entry, EntryKind, Measure, Phase, TeamRole
from kerege.rooms.operations.rules.joint import drawing as phases_drawn
from kerege.rooms.operations.rules.lacking import lacks
from kerege.rooms.operations.rules.officers import kept_role
from kerege.rooms.operations.rules.plan import Item, Leg, Plan, PlanError, Point, WayPoint, written
from kerege.rooms.operations.rules.sheets import Cell, Figure, Line, figure_of
from kerege.rooms.operations.rules.soundness import on_earth, read_plan
from kerege.rooms.operations.rules.steps import RULES, RefusedStepError
from kerege.rooms.operations.rules.templates import TEMPLATES
from kerege.rooms.operations.rules.wording import WORDS
from kerege.rooms.operations.rules.words import (
    Answer,
    Authority,
    Consent,
    Goods,
    Ground,
    Kind,
    Penalty,
    Replacing,
    Stage,
    Transport,
)
from kerege.rooms.operations.rules.zones import LocalTimeError, instant_of, local, zone

__all__ = [
    "BASES",
    "OVER",
    "PAGE",
    "RULES",
    "TEMPLATES",
    "WORDS",
    "About",
    "Answer",
    "Answered",
    "Asked",
    "AttachmentEntry",
    "Authority",
    "BentDeliveryError",
    "By",
    "Cell",
    "Consent",
    "Declined",
    "DeliveryLine",
    "DeliveryView",
    "Entry",
    "EntryKind",
    "Figure",
    "File",
    "Goods",
    "Ground",
    "Item",
    "Kind",
    "Leg",
    "LegView",
    "Letter",
    "Line",
    "Listed",
    "Loaded",
    "LocalTimeError",
    "LogLine",
    "Looked",
    "Measure",
    "NamedOfficer",
    "NoSuchDeliveryError",
    "NoSuchOperationError",
    "OfficersView",
    "OperationLine",
    "OperationView",
    "Penalty",
    "Phase",
    "Plan",
    "PlanError",
    "Point",
    "Printed",
    "RefusedStepError",
    "Replacing",
    "Rows",
    "Seat",
    "SharedRecord",
    "SpokenPlace",
    "Stage",
    "TeamRole",
    "Transport",
    "Verified",
    "WayPoint",
    "by_of",
    "candidates",
    "circle_of",
    "consent_of",
    "deliveries",
    "delivery",
    "figure_of",
    "goods_of",
    "hand_overs",
    "hold_point",
    "instant_of",
    "kept_role",
    "lacks",
    "letter",
    "line_wire",
    "listed",
    "load",
    "local",
    "may_look",
    "officers",
    "officers_proposed",
    "officers_wire",
    "on_earth",
    "open_scan",
    "operation",
    "operation_line_wire",
    "operation_wire",
    "operations",
    "phases_drawn",
    "print_file",
    "read_plan",
    "record_wire",
    "refusal_text",
    "scans",
    "shared_records",
    "spoken_place",
    "step_rows",
    "title_words",
    "unfollowed_said",
    "verify_deliveries",
    "verify_print",
    "wire",
    "written",
    "zone",
]
