"""A line of the inbox is one thing to who reads it, however many records of the other desk came to stand behind it."""

import pytest

from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose
from kerege.rooms.crosscheck import actions, queries
from kerege.rooms.crosscheck.models import Hit, Judgement
from kerege.rooms.journal import queries as journal
from tests import cast
from tests.rooms.crosscheck.scenes import PHONE, RAHIMOV, ask, person, report

pytestmark = pytest.mark.usefixtures("node")
ASKED = f"Rahimov Farrukh Saidovich 03.05.1987, {PHONE}"
HELD = (
    {"birth_date": "1987"},
    {"birth_date": "03.05.1987"},
    {"birth_date": "03.05.1987", "phone": PHONE},
)
"""Records of one desk, each agreeing in more than the one before: asked again and again, each comes to stand first."""


@pytest.mark.parametrize("verdict", queries.Verdict)
@pytest.mark.parametrize("many", range(1, len(HELD) + 1))
def test_a_line_is_judged_and_taken_back_as_one(many: int, verdict: queries.Verdict) -> None:
    """The answer, the own acts and the inbox say one; nothing of it is held any more when it was taken back."""
    for held in HELD[:many]:
        report("farrukh", person(RAHIMOV, **held))
        assert len(ask("hamid", ASKED).hits) == 1
    viewer = cast.viewer("hamid", Purpose.INVESTIGATION, case="EX-7")
    with viewing(viewer):
        (line,) = [each for each in queries.inbox(viewer=viewer) if each.side == "asker"]
        assert Hit.objects.filter(side="asker").count() == many
        made = actions.judge(actor=viewer, hit_id=line.id, verdict=verdict, reason="EXERCISE")
        assert Judgement.objects.filter(withdrawn_at=None).count() == many
        assert [each.id for each in queries.hit(viewer=viewer, hit_id=line.id).judgements] == [made]
        assert [each.rows for each in journal.own_acts(viewer=viewer) if "judge" in each.door] == [1]
        actions.withdraw_judgement(actor=viewer, judgement=made)
        assert not Judgement.objects.filter(withdrawn_at=None).exists()
        assert [each.rows for each in journal.own_acts(viewer=viewer) if "judge" in each.door] == [1, 1]
        (again,) = [each for each in queries.inbox(viewer=viewer, waiting=True) if each.side == "asker"]
    assert again.id == line.id
