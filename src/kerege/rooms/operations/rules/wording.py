"""What the words of a delivery are called, for faces to translate."""

from collections.abc import Mapping
from enum import StrEnum

from kerege.kernel.saying import N_
from kerege.rooms.operations.rules.joint import EntryKind, Measure, Phase, TeamRole
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


class Wording:
    """What each word of each list is called; two lists may hold one word (`closed`), and call it differently."""

    def __init__(self, *lists: Mapping[StrEnum, str]) -> None:
        """Take lists in which no word stands twice."""
        self.texts = {(type(each), each.value): (each, text) for words in lists for each, text in words.items()}

    def __getitem__(self, each: StrEnum) -> str:
        """What a word is called, in English."""
        return self.texts[type(each), each.value][1]

    def items(self) -> list[tuple[StrEnum, str]]:
        """All words with what they are called."""
        return list(self.texts.values())


STEPS: dict[StrEnum, str] = {
    Stage.DRAFT: N_("draft, not checked yet"),
    Stage.CHECKED: N_("form checked"),
    Stage.SENT: N_("sent to the states"),
    Stage.UNDER_WAY: N_("load under way"),
    Stage.CONTACT_LOST: N_("contact with the load lost"),
    Stage.SEIZED: N_("load seized"),
    Stage.DELIVERED: N_("delivered, arrests made"),
    Stage.STOPPED: N_("load stopped"),
    Stage.DIVERTED: N_("load diverted"),
    Stage.LOST: N_("load lost for good"),
    Stage.CALLED_OFF: N_("called off before the start"),
    Stage.EXPIRED: N_("file expired"),
    Stage.CLOSED: N_("file closed"),
    Kind.PLAN: N_("Plan drafted"),
    Kind.AMEND: N_("Plan changed"),
    Kind.CHECK: N_("Form checked by the centre"),
    Kind.SEND: N_("States asked"),
    Kind.ASSURE: N_("Assurance entered"),
    Kind.ACCEPT_ASSURANCE: N_("Assurance accepted by a second officer"),
    Kind.ANSWER: N_("State answered"),
    Kind.WITHDRAW: N_("Consent withdrawn"),
    Kind.TAKE_OVER: N_("Load taken over, delivery started"),
    Kind.GIVE: N_("Hand-over signed by the giving side"),
    Kind.TAKE: N_("Hand-over signed by the taking side: load crossed"),
    Kind.DECLINE: N_("Hand-over declined"),
    Kind.STOP: N_("Load stopped"),
    Kind.LOSE_CONTACT: N_("Contact lost"),
    Kind.REGAIN_CONTACT: N_("Contact regained"),
    Kind.LOSE_FOR_GOOD: N_("Load lost for good"),
    Kind.SUBSTITUTE: N_("Goods replaced or removed"),
    Kind.SPLIT: N_("Part split off into a file of its own"),
    Kind.SEIZE: N_("Load seized"),
    Kind.DELIVER: N_("Delivered, arrests made"),
    Kind.DIVERT: N_("Load diverted"),
    Kind.REMOVE: N_("State removed"),
    Kind.CALL_OFF: N_("Called off"),
    Kind.RESULT: N_("Results given"),
    Kind.CLOSE: N_("File closed"),
    Kind.POSITION: N_("Position"),
    Kind.NOTE: N_("Note"),
    Kind.LETTER: N_("Letter kept"),
    Answer.AGREE: N_("agree to the delivery"),
    Answer.CONDITIONS: N_("agree to the delivery on conditions"),
    Answer.REFUSE: N_("refuse the delivery"),
    Authority.PROSECUTOR: N_("prosecutor"),
    Authority.COURT: N_("court"),
    Authority.HEAD_OF_SERVICE: N_("head of the service"),
    Penalty.TERM: N_("imprisonment for a term"),
    Penalty.LIFE: N_("imprisonment for life"),
    Penalty.DEATH: N_("death"),
}
GROUNDS: dict[StrEnum, str] = {
    Ground.HARMS_INVESTIGATION: N_("would harm an investigation"),
    Ground.SAFETY: N_("would endanger a person"),
    Ground.SOVEREIGNTY: N_("would harm sovereignty or security"),
    Ground.LAW: N_("not allowed by law"),
    Ground.AUTHORISATION: N_("authorisation was refused"),
    Ground.CAPACITY: N_("no forces at that time"),
    Ground.DEATH: N_("death or ill-treatment may follow"),
    Ground.OTHER: N_("another ground"),
    Transport.ROAD: N_("road"),
    Transport.RAIL: N_("rail"),
    Transport.AIR: N_("air"),
    Transport.SEA: N_("water"),
    Transport.POST: N_("post"),
    Transport.COURIER: N_("courier service"),
}
GOODS: dict[StrEnum, str] = {
    Goods.NARCOTIC: N_("narcotic or psychotropic substance"),
    Goods.FENTANYL: N_("fentanyl or its analogue"),
    Goods.NITAZENE: N_("nitazene"),
    Goods.EXPLOSIVE: N_("explosive"),
    Goods.TOXIC_PRECURSOR: N_("poisonous precursor"),
    Goods.PRECURSOR: N_("precursor"),
    Goods.OTHER: N_("other goods"),
    Replacing.NONE: N_("stays as it is"),
    Replacing.PART: N_("replaced in part"),
    Replacing.WHOLE: N_("replaced as a whole"),
    Replacing.REMOVED: N_("removed, nothing in its place"),
    Consent.NOT_ASKED: N_("not asked"),
    Consent.WAITING: N_("no answer yet"),
    Consent.NO_ANSWER: N_("no answer within the time"),
    Consent.VALID: N_("consent in force"),
    Consent.REFUSED: N_("refused"),
    Consent.WITHDRAWN: N_("consent withdrawn"),
    Consent.REOPENED: N_("reopened by a change of the plan"),
    Consent.NEEDS_ASSURANCE: N_("waits for an assurance to be accepted"),
    Consent.NOT_YET: N_("authorisation not valid yet"),
    Consent.RUN_OUT: N_("authorisation has run out"),
}
JOINT: dict[StrEnum, str] = {
    Phase.BACKGROUND: N_("background"),
    Phase.EXCHANGE: N_("exchange of information"),
    Phase.ACTIVE: N_("active phase"),
    Phase.REPORTING: N_("reporting"),
    Phase.CLOSED: N_("operation closed"),
    EntryKind.PHASE: N_("Next phase"),
    EntryKind.SCOPE: N_("Days and scope"),
    EntryKind.JOINED: N_("Agency joined"),
    EntryKind.DECLINED: N_("Invitation declined"),
    EntryKind.LEFT: N_("Agency left"),
    EntryKind.REMOVED: N_("Agency removed"),
    EntryKind.NAMED: N_("Officer named to take part"),
    EntryKind.UNNAMED: N_("Officer takes part no more"),
    EntryKind.OPENED: N_("Open to the whole agency again"),
    EntryKind.TASK: N_("Task"),
    EntryKind.DONE: N_("Task done"),
    EntryKind.DATE: N_("Date in the calendar"),
    EntryKind.CONTACT: N_("Contact entered"),
    EntryKind.CONTACT_OFF: N_("Contact taken out"),
    EntryKind.LOG: N_("Log entry"),
    EntryKind.RECORD: N_("Record released to the operation"),
    EntryKind.RECORD_OFF: N_("Release withdrawn"),
    EntryKind.SHEET: N_("Result sheet drafted from records"),
    EntryKind.RESULT: N_("Result"),
    EntryKind.CORRECTION: N_("Correction by hand"),
    EntryKind.SHARED: N_("Named as one seizure"),
    EntryKind.APART: N_("Named as different seizures"),
    EntryKind.DEBRIEF: N_("Debrief"),
    EntryKind.LESSON: N_("Lesson"),
    EntryKind.ASSESSMENT: N_("Overall assessment"),
    TeamRole.LEAD: N_("lead"),
    TeamRole.COORDINATOR: N_("coordinator (in an operation)"),
    TeamRole.LIAISON: N_("liaison"),
    TeamRole.ANALYST: N_("analyst (in an operation)"),
    TeamRole.FIELD: N_("field team"),
    TeamRole.LABORATORY: N_("laboratory"),
    TeamRole.DUTY: N_("duty officer, around the clock"),
    Measure.SEIZED: N_("seized"),
    Measure.CASES: N_("criminal cases"),
    Measure.IDENTIFIED: N_("persons identified"),
    Measure.DETAINED: N_("persons detained"),
    Measure.GROUPS: N_("groups dismantled"),
    Measure.LABORATORIES: N_("laboratories"),
    Measure.SITES: N_("web sites blocked"),
}

FIELDS: dict[str, str] = {
    "since": N_("First day of the active phase"),
    "until": N_("Last day of the active phase"),
    "title": N_("What is to be done"),
    "task": N_("Which task"),
    "day": N_("Day"),
    "role": N_("Role in the operation"),
    "telephone": N_("Telephone"),
    "contact": N_("Officer"),
    "measure": N_("What is counted"),
    "value": N_("Figure"),
    "reference": N_("Reference"),
    "references": N_("References"),
    "words": N_("Words"),
}
"""What the fields of an entry are called that it may lack."""
TITLES: dict[EntryKind, str] = {
    EntryKind.DATE: N_("What takes place"),
    EntryKind.CONTACT: N_("Name of the officer"),
}
"""What the title of an entry is called where it is not what is to be done."""

WORDS = Wording(STEPS, GROUNDS, GOODS, JOINT)
IN_SENTENCES: dict[str, str] = {str(each): WORDS[each] for words in (Stage, Consent, Phase) for each in words}
"""Words that refusals hold as values, by their code."""
