"""Words of a bulletin's marking and kinds, in English; they are translated where they are shown."""

from kerege.kernel.law import Condition, Handling, Level
from kerege.rooms.bulletins.rules.texts import N_

LEVELS: dict[Level, str] = {
    Level.OPEN: N_("Open information"),
    Level.OFFICIAL_USE: N_("For official use"),
    Level.CLASSIFIED: N_("Classified: reference only"),
}
HANDLING: dict[Handling, str] = {
    Handling.H0: N_("Only to prevent and combat crime"),
    Handling.H1: N_("Not in judicial proceedings without the provider's permission"),
    Handling.H2: N_("Not to be passed on without the provider's permission"),
    Handling.H3: N_("Other restriction, in words"),
}
CONDITIONS: dict[Condition, str] = {
    Condition.INTELLIGENCE_ONLY: N_("Intelligence only"),
    Condition.NO_ONWARD: N_("Not to be passed on"),
    Condition.ASK_FIRST: N_("Ask first"),
    Condition.NOT_WHERE_DEATH: N_("Not where death or ill-treatment may follow"),
    Condition.NOT_FOR_EXTRADITION: N_("Not for extradition or return"),
}
KINDS: dict[str, str] = {
    "seizure": N_("Seizure"),
    "precursor_incident": N_("Precursor incident"),
    "dismantled_laboratory": N_("Dismantled laboratory"),
    "arrest": N_("Arrest"),
    "open_source": N_("Open-source item"),
}
