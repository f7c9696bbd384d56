"""The law as a function: default deny, forbid overrides, order does not matter, tightening never widens."""

import itertools
import random
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from kerege.kernel import law
from kerege.kernel.law import (
    Act,
    Condition,
    Findability,
    FindingMode,
    Grant,
    Handling,
    Label,
    Level,
    Outcome,
    Part,
    PartyClass,
    Purpose,
    Role,
    Standing,
    Target,
    Viewer,
    decide,
    decision,
)

DAY = date(2026, 6, 15)
SHIFT = (Role.POST, Purpose.BORDER_CONTROL)
OWN_PARTY, OTHER_PARTY, AGENCY, DESK, FAR_AGENCY, FAR_DESK = (UUID(int=n) for n in range(1, 7))


def a_viewer(**changes: object) -> Viewer:
    """A viewer of the other party with everything in order."""
    base = Viewer(
        officer=UUID(int=90),
        hat=UUID(int=91),
        desk=FAR_DESK,
        agency=FAR_AGENCY,
        party=OTHER_PARTY,
        party_class=PartyClass.MEMBER,
        role=Role.ANALYST,
        purpose=Purpose.ANALYSIS,
        reason="EXERCISE",
        day=DAY,
        standing=Standing(nominal_parties=frozenset({OWN_PARTY, OTHER_PARTY})),
    )
    return replace(base, **changes)


def a_target(**changes: object) -> Target:
    """A record of the own party released to the other."""
    label = Label(
        owner_audience=AGENCY,
        owner_party=OWN_PARTY,
        part=Part.NOMINAL,
        grants=frozenset({Grant(OTHER_PARTY)}),
    )
    found = Findability(owner_party=OWN_PARTY, members=FindingMode.HIT, observers=FindingMode.SILENT)
    label = replace(label, **{k: changes.pop(k) for k in list(changes) if k in Label.__dataclass_fields__})
    return Target(label=label, owner_desk=DESK, owner_agency=AGENCY, findability=found, **changes)


def situations() -> list[tuple[Viewer, Target]]:
    """Every combination of role, purpose, class of party, part, level, relation, shield and penalty."""
    made = []
    relations = ("own", "released", "stranger")
    for role, purpose, party_class, part, level, relation, shielded in itertools.product(
        Role, Purpose, PartyClass, Part, Level, relations, (False, True)
    ):
        own = relation == "own"
        viewer = a_viewer(
            role=role,
            purpose=purpose,
            party_class=party_class,
            desk=DESK if own else FAR_DESK,
            agency=AGENCY if own else FAR_AGENCY,
            party=OWN_PARTY if own else OTHER_PARTY,
            standing=Standing(nominal_parties=frozenset({OWN_PARTY, OTHER_PARTY}), imposes_death=shielded),
        )
        grants = frozenset({Grant(OTHER_PARTY)}) if relation == "released" else frozenset()
        made.append((viewer, a_target(part=part, level=level, grants=grants, shielded=shielded)))
    return made


SITUATIONS = situations()


def test_every_combination_gets_an_answer_with_its_reasons() -> None:
    """No combination is silent, and what is allowed names the rule that allowed it."""
    for viewer, target in SITUATIONS:
        for act in Act:
            made = decide(viewer, act, target)
            assert made.outcome is Outcome.DENY or made.reasons


def test_an_act_outside_the_role_is_always_denied() -> None:
    """Default deny by role, whatever else is true."""
    for viewer, target in SITUATIONS:
        for act in set(Act) - decision.ROLE_ACTS[viewer.role]:
            assert decide(viewer, act, target).outcome is Outcome.DENY


def test_a_purpose_that_nothing_makes_plausible_opens_nothing() -> None:
    """But one's own work, and a post's shift at the border; blanks are neither a case nor a reason."""
    for viewer, target in SITUATIONS:
        bare = replace(viewer, reason=" \t")
        needs = bare.purpose is not Purpose.OWN_WORK and (bare.role, bare.purpose) != SHIFT
        for act in Act:
            said = decide(bare, act, target).outcome
            assert said is (Outcome.DENY if needs else decide(viewer, act, target).outcome)


def test_administrators_and_auditors_never_reach_content() -> None:
    """Administrators have no content role."""
    content = set(Act) - {Act.ADMINISTER, Act.ACCOUNT_FOR}
    for viewer, target in SITUATIONS:
        if viewer.role in {Role.ADMINISTRATOR, Role.AUDITOR}:
            assert all(decide(viewer, act, target).outcome is Outcome.DENY for act in content)


def test_classified_content_is_never_carried() -> None:
    """A classified item is a reference only."""
    for viewer, target in SITUATIONS:
        if target.label.level is Level.CLASSIFIED:
            for act in set(Act) - {Act.ADMINISTER, Act.ACCOUNT_FOR}:
                assert decide(viewer, act, target).outcome is Outcome.DENY


def test_nobody_without_a_release_reads_across_agencies() -> None:
    """Default deny: a stranger reads nothing."""
    for viewer, target in SITUATIONS:
        if viewer.agency == FAR_AGENCY and not target.label.grants:
            assert decide(viewer, Act.READ, target).outcome is Outcome.DENY


def test_the_order_of_rules_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shuffled rules decide the same."""
    shuffled = random.Random(7)
    sample = shuffled.sample(SITUATIONS, 1500)
    before = [decide(viewer, act, target).outcome for viewer, target in sample for act in Act]
    rules = list(decision.RULES)
    shuffled.shuffle(rules)
    monkeypatch.setattr(decision, "RULES", tuple(rules))
    assert before == [decide(viewer, act, target).outcome for viewer, target in sample for act in Act]


TIGHTENINGS = {
    "a forbidden party": lambda v, t: (v, replace(t, label=replace(t.label, forbidden=frozenset({v.party})))),
    "a higher level": lambda v, t: (v, replace(t, label=replace(t.label, level=Level.OFFICIAL_USE))),
    "an expired grant": lambda v, t: (
        v,
        replace(
            t, label=replace(t.label, grants=frozenset(replace(g, last_day=date(2020, 1, 1)) for g in t.label.grants))
        ),
    ),
    "no grants": lambda v, t: (v, replace(t, label=replace(t.label, grants=frozenset()))),
    "every handling code": lambda v, t: (v, replace(t, handling=frozenset(Handling), restriction="EXERCISE")),
    "every condition": lambda v, t: (v, replace(t, conditions=frozenset(Condition))),
    "a suspension": lambda v, t: (replace(v, standing=replace(v.standing, estranged=frozenset({OWN_PARTY}))), t),
    "no agreement": lambda v, t: (replace(v, standing=replace(v.standing, nominal_parties=frozenset())), t),
    "a party not active": lambda v, t: (replace(v, standing=replace(v.standing, active=False)), t),
    "a shield": lambda v, t: (v, replace(t, label=replace(t.label, shielded=True))),
}


@pytest.mark.parametrize("name", TIGHTENINGS)
def test_tightening_never_widens(name: str) -> None:
    """What a condition, a handling code, a suspension or an expiry touches only becomes harder."""
    tighten = TIGHTENINGS[name]
    for viewer, target in random.Random(name).sample(SITUATIONS, 2500):
        if name == "a higher level" and target.label.level > Level.OPEN:
            continue
        tighter_viewer, tighter = tighten(viewer, target)
        for act in Act:
            assert decide(tighter_viewer, act, tighter).outcome >= decide(viewer, act, target).outcome, (
                act,
                viewer,
                target,
            )


def test_the_death_penalty_needs_an_assurance_and_a_second_approver() -> None:
    """A release towards a party that imposes death is refused, asked, or allowed, in that order of papers."""
    owner = a_viewer(desk=DESK, agency=AGENCY, party=OWN_PARTY, role=Role.RELEASING)
    standing = Standing(nominal_parties=frozenset({OWN_PARTY, OTHER_PARTY}), imposes_death=True)
    towards = a_viewer(standing=standing)
    plain = a_target(shielded=True, towards=towards)
    assert decide(owner, Act.RELEASE, plain).outcome is Outcome.DENY
    assert decide(owner, Act.RELEASE, replace(plain, assurance=True)).outcome is Outcome.ASK
    assured = replace(plain, assurance=True, second_approver=True)
    assert decide(owner, Act.RELEASE, assured).outcome is Outcome.ALLOW


def test_onward_and_evidence_ask_the_provider() -> None:
    """H2 and ask-first ask; no-onward forbids; H1 and intelligence-only ask before proceedings."""
    reader = a_viewer(role=Role.RELEASING)
    assert decide(reader, Act.ONWARD, a_target(handling=frozenset({Handling.H2}))).outcome is Outcome.ASK
    assert decide(reader, Act.ONWARD, a_target(conditions=frozenset({Condition.NO_ONWARD}))).outcome is Outcome.DENY
    assert decide(reader, Act.USE_AS_EVIDENCE, a_target(handling=frozenset({Handling.H1}))).outcome is Outcome.ASK
    assert decide(reader, Act.ONWARD, a_target()).outcome is Outcome.ALLOW


def test_finding_says_hit_by_asking() -> None:
    """Without a release a hit is "ask", silence is "deny"."""
    seeker = a_viewer()
    assert decide(seeker, Act.FIND, a_target(grants=frozenset())).outcome is Outcome.ASK
    assert decide(seeker, Act.FIND, a_target()).outcome is Outcome.ALLOW
    quiet = replace(a_target(grants=frozenset()), findability=Findability(owner_party=OWN_PARTY))
    assert decide(seeker, Act.FIND, quiet).outcome is Outcome.DENY


def test_joins_only_tighten() -> None:
    """The join of several sources holds every handling code, condition, forbidden party and the highest level."""
    one = a_target(handling=frozenset({Handling.H0, Handling.H1}), conditions=frozenset({Condition.NO_ONWARD}))
    two = a_target(level=Level.OFFICIAL_USE, forbidden=frozenset({OTHER_PARTY}), handling=frozenset({Handling.H2}))
    made = law.join([one, two])
    assert made.handling == {Handling.H0, Handling.H1, Handling.H2}
    assert (made.conditions, made.level, made.forbidden) == ({Condition.NO_ONWARD}, Level.OFFICIAL_USE, {OTHER_PARTY})
