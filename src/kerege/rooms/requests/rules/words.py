"""Requests in words: English texts that the faces translate."""

from collections.abc import Mapping
from enum import StrEnum

from kerege.kernel.saying import N_
from kerege.rooms.requests.rules.answers import Ground, Result, Use, Used, Useful
from kerege.rooms.requests.rules.clocks import Stop, Urgency, UrgentFor
from kerege.rooms.requests.rules.course import Kind, Outcome, Side, State


class Gating(StrEnum):
    """How a party lets requests pass."""

    DIRECT = "direct"
    COPY = "copy"
    THROUGH = "through"


class Action(StrEnum):
    """What a look-out asks for."""

    OBSERVE = "observe"
    CALL = "call"
    STOP = "stop"


NOTICES: Mapping[str, str] = {
    "received": N_("A request reached your desk"),
    "gate": N_("A request waits for your word as coordinator"),
    "returned": N_("Your coordinator returned a request"),
    "answered": N_("A request of your desk was answered"),
    "clarification": N_("You are asked to clarify a request"),
    "clarified": N_("A request was clarified: its clock runs again"),
    "approval": N_("An answer waits for a second approver"),
    "sent_back": N_("An answer was sent back by its second approver"),
    "reminder": N_("The clock of a request is about to end"),
    "run_out": N_("A request was not answered within its time"),
    "escalated": N_("A request between two parties was not answered within its time: call both desks"),
    "withdrawn": N_("A request to your desk was withdrawn"),
    "terms": N_("What your desk received is read under stricter terms from now on"),
    "feedback": N_("There is feedback on what your desk sent"),
    "use": N_("You are asked whether an answer may be used further"),
    "use_answered": N_("Your question about further use was answered"),
    "information": N_("Information reached your desk"),
    "look_out": N_("A look-out asks your desk to accept it"),
    "look_out_accepted": N_("Your look-out was accepted: it is in force there"),
    "met": N_("Your look-out was met: see which fields agree, and call"),
}
SAVED_MET = N_("A report of your desk meets a look-out in force here: see what to do")
URGENCIES: Mapping[Urgency, str] = {
    Urgency.NOW: N_("now, until the hold ends"),
    Urgency.HOURS_8: N_("urgent"),
    Urgency.DAYS_3: N_("soon"),
    Urgency.DAYS_7: N_("in turn"),
}
"""How long each gives is the profile's, which the Council adopts: no number stands in its name."""
URGENT_FOR: Mapping[UrgentFor, str] = {
    UrgentFor.LIFE: N_("danger to life"),
    UrgentFor.HELD_PERSON: N_("a person is held"),
    UrgentFor.MOVING_LOAD: N_("a load is moving"),
    UrgentFor.VANISHING_EVIDENCE: N_("evidence would vanish"),
}
STOPS: Mapping[Stop, str] = {
    Stop.CLARIFICATION: N_("waits for clarification"),
    Stop.AUTHORISATION: N_("waits for a judge or prosecutor"),
    Stop.THIRD_PARTY: N_("a third party was asked"),
}
KINDS: Mapping[Kind, str] = {
    Kind.REQUEST: N_("request"),
    Kind.INFORMATION: N_("unasked information"),
    Kind.LOOK_OUT: N_("look-out"),
}
SIDES: Mapping[Side, str] = {
    Side.ASKER: N_("asking desk"),
    Side.ASKER_GATE: N_("the asker's coordinator"),
    Side.ASKED: N_("asked desk"),
    Side.ASKED_GATE: N_("coordinator of the asked party"),
    Side.WATCH: N_("duty desk"),
    Side.CLOCK: N_("the clock"),
}
STATES: Mapping[State, str] = {
    State.DRAFT: N_("draft"),
    State.OWN_GATE: N_("waits for your coordinator"),
    State.RETURNED: N_("returned by the coordinator"),
    State.THEIR_GATE: N_("waits for the coordinator"),
    State.SENT: N_("sent"),
    State.ACKNOWLEDGED: N_("received"),
    State.ACCEPTED: N_("being worked on"),
    State.CLARIFYING: N_("waits for clarification"),
    State.AUTHORISING: N_("waits for a judge or prosecutor"),
    State.THIRD_PARTY: N_("a third party was asked"),
    State.PREPARED: N_("the answer waits for a second approver"),
    State.SEALED: N_("answered; reaches the asker at the next quarter of the clock"),
    State.PARTLY: N_("answered in part"),
    State.ANSWERED: N_("answered"),
    State.REFUSED: N_("refused"),
    State.NOTHING: N_("nothing that can be shared"),
    State.IN_FORCE: N_("in force"),
    State.EXPIRED: N_("ended"),
    State.CLOSED: N_("closed"),
    State.WITHDRAWN: N_("withdrawn"),
}
OUTCOMES: Mapping[Outcome, str] = {
    Outcome.FULL: N_("full answer"),
    Outcome.PARTIAL: N_("partial answer"),
    Outcome.REFUSED: N_("refused"),
    Outcome.NO_ANSWER: N_("no answer by the time limit"),
    Outcome.NOTHING: N_("nothing that can be shared"),
    Outcome.NO_INFORMATION: N_("no information"),
    Outcome.WITHHELD: N_("nothing we can share (neither confirmed nor denied)"),
}
NOTHING_SENTENCE = N_(
    "Nothing that can be shared with you. Whether anything is held is neither confirmed nor denied, and this is not a "
    "clearance."
)
GROUNDS: Mapping[Ground, str] = {
    Ground.HARM_INVESTIGATION: N_("it would harm an investigation"),
    Ground.SAFETY: N_("it would endanger a person"),
    Ground.SOVEREIGNTY: N_("sovereignty or security of the state"),
    Ground.DISPROPORTIONATE: N_("out of proportion to the purpose"),
    Ground.NOT_ALLOWED: N_("not allowed by our law"),
    Ground.NOT_AN_OFFENCE: N_("not an offence here"),
    Ground.MINOR_OFFENCE: N_("a minor offence"),
    Ground.AUTHORISATION_REFUSED: N_("a judge or prosecutor refused"),
    Ground.THIRD_PARTY_REFUSED: N_("the third party did not consent"),
    Ground.DEATH: N_("death or ill-treatment may follow"),
    Ground.POLITICAL: N_("a political or discriminatory purpose"),
    Ground.CLASSIFIED: N_("classified"),
}
USES: Mapping[Use, str] = {
    Use.ONWARD: N_("to pass it on"),
    Use.EVIDENCE: N_("as evidence"),
}
USEFULS: Mapping[Useful, str] = {
    Useful.USEFUL: N_("useful"),
    Useful.PARTLY: N_("useful in part"),
    Useful.NOT_USEFUL: N_("not useful"),
}
USEDS: Mapping[Used, str] = {
    Used.LEAD: N_("as a lead in a case"),
    Used.CHECKED: N_("checked against what we hold"),
    Used.CONTROL: N_("in a control at the border or on the road"),
    Used.OPERATION: N_("in a joint operation or a controlled delivery"),
    Used.EVIDENCE: N_("as evidence, as agreed"),
    Used.WARNING: N_("for a warning"),
    Used.ANALYSIS: N_("in an analysis"),
    Used.NOT_USED: N_("not used"),
}
RESULTS: Mapping[Result, str] = {
    Result.SEIZURE: N_("a seizure"),
    Result.DETENTION: N_("a detention"),
    Result.CASE: N_("a case was opened"),
    Result.IDENTIFIED: N_("a person or thing was identified"),
    Result.ROUTE: N_("a route, method or group became known"),
    Result.CONFIRMED: N_("what was known was confirmed"),
    Result.PENDING: N_("work goes on"),
    Result.NONE: N_("no result"),
}
GATINGS: Mapping[Gating, str] = {
    Gating.DIRECT: N_("directly"),
    Gating.COPY: N_("directly, with a copy to the coordinator"),
    Gating.THROUGH: N_("through the coordinator"),
}
ACTIONS: Mapping[Action, str] = {
    Action.OBSERVE: N_("observe and report"),
    Action.CALL: N_("call the asking desk"),
    Action.STOP: N_("stop and call"),
}
HANDLINGS: Mapping[str, str] = {
    "H1": N_("Not in judicial proceedings without the provider's permission"),
    "H2": N_("Not to be passed on without the provider's permission"),
    "H3": N_("Other restriction, in words"),
}
LEVELS: Mapping[str, str] = {"open": N_("open"), "official_use": N_("for official use")}
HAPPENED: Mapping[str, str] = {
    "edit": N_("the draft was changed; before it said"),
    "send": N_("sent"),
    "let_out": N_("passed on by the asker's coordinator"),
    "return": N_("returned by the asker's coordinator"),
    "let_in": N_("passed on by the coordinator of the asked party"),
    "acknowledge": N_("received"),
    "accept": N_("taken up"),
    "ask_clarification": N_("clarification asked: the clock stands still"),
    "clarify": N_("clarified: the clock runs"),
    "await_authorisation": N_("a judge or prosecutor is asked: the clock stands still"),
    "ask_third_party": N_("a third party is asked: the clock stands still"),
    "prepare": N_("an answer was prepared"),
    "send_back": N_("the answer was sent back"),
    "answer": N_("answered in full"),
    "answer_partly": N_("answered in part"),
    "refuse": N_("refused"),
    "seal": N_("answered; it reaches the asker at the next quarter of the clock"),
    "unseal": N_("answered: nothing that can be shared"),
    "run_on": N_("the clock runs on by itself"),
    "put_in_force": N_("accepted: in force"),
    "expire": N_("ended by itself"),
    "close": N_("closed"),
    "withdraw": N_("withdrawn"),
    "remind": N_("a reminder was sent"),
    "run_out": N_("no answer by the time limit"),
    "escalate": N_("the centre's duty desk was told"),
    "ask_use": N_("further use was asked for"),
    "letter": N_("a letter came"),
    "letter_out": N_("a letter went out"),
    "met": N_("met by a check or report"),
    "tighten": N_("the terms became stricter"),
    "grant_use": N_("further use was agreed to"),
    "refuse_use": N_("further use was refused"),
}
FAULTS: Mapping[str, str] = {
    "needs_text": N_("Say it in words."),
    "needs_desk": N_("Name at least one desk, or a hit."),
    "needs_case": N_("Give the case number of your own side."),
    "needs_basis": N_("Give the legal basis."),
    "needs_urgent_for": N_("Urgent only for danger to life, a held person, a moving load or vanishing evidence."),
    "needs_hold": N_("Say until when the person or load is held: later than now, within 72 hours."),
    "needs_ground": N_("A refusal names its ground."),
    "must_be_empty": N_("This answer carries no words and no records: they would tell what it keeps."),
    "not_given": N_("This is not an answer that an officer gives."),
    "needs_translator": N_("Name who translated it."),
    "needs_action": N_("Say what is to be done when the subject is met."),
    "wrong_end": N_("A look-out ends on a named day, at most six months from now."),
    "needs_reference": N_("Use as evidence needs the reference of the request for mutual legal assistance."),
    "needs_use": N_("Say for what."),
    "wrong_handling": N_("The codes here are H1, H2 and H3; H0 always holds."),
    "needs_restriction": N_("H3 needs its restriction in words."),
    "needs_h3": N_("A restriction in words needs H3."),
    "too_long": N_("That is too long."),
    "classified": N_("Classified items are referred to, never carried: leave the content out."),
    "not_stricter": N_("That changes nothing: terms only become stricter."),
    "only_unasked": N_("Records go with unasked information, or with an answer."),
    "not_as_evidence": N_("It is given under H1: use as evidence is asked for and agreed to first."),
    "not_used": N_("What was not used has no result."),
    "not_a_word": N_("Choose a word of the list."),
    "not_ids": N_("Give the ids of your own records, with spaces between."),
    "needs_useful": N_("Say whether it was useful."),
}
FIELDS: Mapping[str, str] = {
    "desks": N_("To which desks"),
    "question": N_("Your question, or the information"),
    "translator": N_("Translated by"),
    "reference": N_("Reference"),
    "basis": N_("Legal basis"),
    "urgent_for": N_("Why it is urgent"),
    "hold_until": N_("Held until"),
    "action": N_("Look-out: what to do"),
    "expires_on": N_("Look-out: last day"),
    "handling": N_("Handling"),
    "restriction": N_("Restriction in words (H3)"),
    "level": N_("Level"),
    "number": N_("Number of the letter"),
    "outcome": N_("Your answer"),
    "text": N_("In words"),
    "ground": N_("Ground of a refusal"),
    "records": N_("Records to attach"),
    "useful": N_("Was it useful?"),
    "used": N_("How it was used"),
    "result": N_("What came of it"),
    "use": N_("For what"),
}
"""What the fields are called that a fault is of."""
NOT_NOW = N_("this cannot be done now: somebody else may have acted; look at the request again")
NOT_YOURS = N_("your role does not ask or answer for your desk")
NOTHING_HERE = N_("nothing under this reference may be shown to you")
OTHER_ANSWER = N_("another answer waits here than the one that you read: read it, then agree")
NEEDS_APPROVER = N_(
    "an answer is approved by a second officer, a releasing officer or coordinator who did not prepare it"
)
SUSPENDED = N_("nothing is exchanged with this party at present: a suspension stands")
NO_AGREEMENT = N_("a request that names persons needs an agreement on nominal exchange in force for both parties")
NO_COORDINATOR = N_("requests pass through a coordinator here, and nobody wears that hat today")
NO_ASSURANCE = N_("an answer that names persons needs a written assurance: the asking party may impose death")
NO_NAMES_THERE = N_(
    "what names persons is not sent to a party that may impose death: release the record under a written assurance, "
    "and ask without names"
)
GUEST = N_("a partner outside membership takes part in the joint operation that it was invited to, and in nothing else")
OWN_DESK = N_("a request goes to another desk than your own")
NEEDS_PURPOSE = N_("a request needs a purpose beyond own work: choose it at the start of your visit")
NO_SUCH_PROFILE = N_("there is no such profile of clocks")
RECORDS_AT_GATE = N_(
    "information of your party leaves through a coordinator of another agency, who cannot release your records: send "
    "it without them and release them yourself"
)
NO_HIT_DESK = N_("your role is not told whose hit it is: ask your desk")
