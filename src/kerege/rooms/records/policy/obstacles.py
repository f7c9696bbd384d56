"""Why the law does not let a part go to a party, in plain words for the owner."""

from kerege.kernel.law import Condition, Decision, FindingMode, Part, Target, Viewer
from kerege.kernel.law.decision import Outcome, exchanges_nominal
from kerege.kernel.law.explanation import Obstacle
from kerege.rooms.records.rules.fields import N_

WORDS = {
    "recipient_rule": N_("the law of recipients forbids it"),
    "restriction_rule": N_("a restriction in words under H3 must be answered by a person of your side first"),
    "role_rule": N_("your role does not release"),
    "reading_rule": N_("you may not read this part yourself"),
    "ownership_rule": N_("only the owner's agency releases it"),
    "classified_rule": N_("classified content is never carried"),
}


def obstacles(decision: Decision, target: Target, towards: Viewer) -> list[str]:
    """The reasons of a refusal as English msgids, the party's own facts first."""
    spoken = [each.rule for each in decision.reasons if each.outcome is not Outcome.ALLOW]
    made = list(recipient_obstacles(target, towards)) if "recipient_rule" in spoken else []
    return made + [WORDS[rule] for rule in spoken if rule in WORDS and not (made and rule == "recipient_rule")]


def recipient_obstacles(target: Target, towards: Viewer) -> list[str]:
    """What stands against this recipient: each sentence names one fact of the directory or of the report."""
    label, standing = target.label, towards.standing
    exposed = label.shielded or Condition.NOT_WHERE_DEATH in target.conditions
    facts = (
        (towards.party in label.forbidden, N_("the report itself says: not to this party")),
        (not standing.active, N_("this party takes no part at present")),
        (label.owner_party in standing.estranged, N_("releases between your two parties are suspended")),
        (
            label.part is Part.NOMINAL and not exchanges_nominal(towards, label.owner_party),
            N_("no agreement on exchanging data of persons is in force for both parties"),
        ),
        (
            exposed and standing.imposes_death,
            N_(
                "it may impose death for the offence: a written assurance for the case and a second approver are needed"
            ),
        ),
    )
    return [sentence for holds, sentence in facts if holds]


NEEDED: dict[Obstacle, str] = {
    Obstacle.NO_CONTENT_ROLE: N_("a hat that works with content: administrators and auditors read none"),
    Obstacle.NOT_ACTIVE: N_("a party that takes part today, and for a liaison officer an accreditation in force"),
    Obstacle.CLASSIFIED: N_("another way: classified content is never carried here"),
    Obstacle.NAMED_OUT: N_("a correction of the report, which says itself: not to this party"),
    Obstacle.SUSPENDED: N_("the suspension between the two parties to be lifted by a coordinator"),
    Obstacle.LEVEL: N_("a party that may hold official-use content"),
    Obstacle.NOT_REPRESENTATIVE: N_("the observer's representative: nobody else of an observer reads"),
    Obstacle.NO_AGREEMENT: N_("an agreement on exchanging data of persons, in force for both parties"),
    Obstacle.NO_GRANT: N_("a release by your agency to this desk, its agency, its party or a group it stands in"),
    Obstacle.EXPIRED: N_("a new release: the last day of the former one has passed"),
    Obstacle.NO_ASSURANCE: N_(
        "a release under a written assurance with a second approver: this party may impose death for the offence"
    ),
    Obstacle.OWN_WORK_ONLY: N_("a release for a purpose of the visit other than own work"),
}
"""What would have to change, for each obstacle of reading."""

LEARNED: dict[FindingMode, str] = {
    FindingMode.OPEN: N_("A check shows it."),
    FindingMode.HIT: N_("A check tells that your desk holds a match, and whom to call; nothing of the content."),
    FindingMode.SILENT: N_("A check tells this desk nothing; only your agency learns of the match."),
    FindingMode.NONE: N_("A check tells nobody anything."),
}
"""What somebody who may not read a nominal part learns by a check."""
