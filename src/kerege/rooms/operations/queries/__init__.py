"""Door for reading: deliveries that the viewer takes part in, each as far as it concerns him."""

from kerege.rooms.operations.queries.files import Loaded, NoSuchDeliveryError, by_of, load, refusal_text
from kerege.rooms.operations.queries.joint import (
    NoSuchOperationError,
    OperationLine,
    OperationView,
    operation,
    operations,
)
from kerege.rooms.operations.queries.letters import About, Letter, letter, open_scan, scans
from kerege.rooms.operations.queries.printing import Printed, print_file
from kerege.rooms.operations.queries.showing import (
    DeliveryLine,
    DeliveryView,
    LegView,
    LogLine,
    Seat,
    deliveries,
    delivery,
)
from kerege.rooms.operations.queries.wire import line_wire, operation_wire, wire
from kerege.rooms.operations.rules.effects import goods_of
from kerege.rooms.operations.rules.file import OVER, Answered, By, File, consent_of, hold_point
from kerege.rooms.operations.rules.joint import TEMPLATES, EntryKind, Measure, Phase
from kerege.rooms.operations.rules.plan import Item, Leg, Plan, PlanError, Point, lacks, written
from kerege.rooms.operations.rules.steps import RULES, RefusedStepError
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
    "OVER",
    "RULES",
    "TEMPLATES",
    "WORDS",
    "About",
    "Answer",
    "Answered",
    "Authority",
    "By",
    "Consent",
    "DeliveryLine",
    "DeliveryView",
    "EntryKind",
    "File",
    "Goods",
    "Ground",
    "Item",
    "Kind",
    "Leg",
    "LegView",
    "Letter",
    "Loaded",
    "LocalTimeError",
    "LogLine",
    "Measure",
    "NoSuchDeliveryError",
    "NoSuchOperationError",
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
    "Seat",
    "Stage",
    "Transport",
    "by_of",
    "consent_of",
    "deliveries",
    "delivery",
    "goods_of",
    "hold_point",
    "instant_of",
    "lacks",
    "letter",
    "line_wire",
    "load",
    "local",
    "open_scan",
    "operation",
    "operation_wire",
    "operations",
    "print_file",
    "refusal_text",
    "scans",
    "wire",
    "written",
    "zone",
]
