"""What a log says of its steps: everything an officer gave stands in the print and on the terminal, to its readers."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.rooms.operations import actions, queries
from kerege.rooms.operations.queries import Kind, printing
from tests.rooms.operations import plans, scenes

pytestmark = pytest.mark.django_db
GIVEN = {
    "trace sample": "EXERCISE 5 g at the laboratory",
    "replaced by": "EXERCISE chalk",
    "ground": "no forces at that time",
    "sheet": "EX-77",
    "former way": "Karamyk",
    "new way": "EXERCISE other road",
}


@pytest.fixture(autouse=True)
def seeded() -> Iterator[None]:
    """A standing clock."""
    with chance.seeded("log-words"):
        yield


def printed(name: str, delivery: object) -> str:
    """The print of a delivery for somebody, as the text of its rows."""
    who = scenes.viewer(name)
    with viewing(who):
        view = scenes.shown(name, delivery)  # type: ignore[arg-type]  # an id
        parts = printing.document_of(view)["parts"]
    return "\n".join(
        f"{label}: {value}" for section in parts[1]["sections"] for block in section["blocks"] for label, value in block
    )


def test_the_print_holds_what_every_step_was_given_and_a_state_reads_its_own_alone() -> None:
    powder = plans.powder(replacing=queries.Replacing.WHOLE)
    delivery = scenes.sent(scenes.plan().with_goods([powder]))
    actor = scenes.viewer("ksenia")
    with viewing(actor):
        shown = queries.delivery(viewer=actor, delivery_id=delivery)
        refusal = {"covers": [leg.terms for leg in shown.asked], "word": "refuse", "ground": "capacity"}
        actions.answer(actor=actor, delivery=delivery, given=refusal)
    for name in ("farrukh", "iskender", "kz_coordinator"):
        scenes.agree(name, delivery)
    given = {"trace_sample": GIVEN["trace sample"], "substitute": GIVEN["replaced by"]}
    scenes.do("farrukh", delivery, Kind.TAKE_OVER)
    scenes.do("farrukh", delivery, Kind.SUBSTITUTE, "EXERCISE", item="0", replacing="whole", **given)
    chance.advance(scenes.DAY)
    scenes.give("farrukh", delivery)
    scenes.take("iskender", delivery)
    requester = scenes.viewer("farrukh")
    with viewing(requester):
        plan = queries.delivery(viewer=requester, delivery_id=delivery).plan
        last = replace(plan.points[-1], name=GIVEN["new way"])
        actions.amend(actor=requester, delivery=delivery, plan=replace(plan, points=(*plan.points[:-1], last)))
    whole = printed("farrukh", delivery)
    for each in ("trace sample", "replaced by", "ground", "sheet", "former way", "new way"):
        assert GIVEN[each] in whole, each
    assert f"Goods: {powder.name}" in whole
    assert whole.count(GIVEN["new way"]) >= 2
    assert whole.count(plan.points[-1].name) > 0, "the former end of the route stays in the file"
    assert "terms that were changed since" in whole, "a refusal of terms that are no more"
    own = printed("kz_coordinator", delivery)
    assert GIVEN["trace sample"] in own
    for each in ("ground", "sheet", "former way", "new way"):
        assert GIVEN[each] not in own, each


def test_a_split_is_printed_with_the_number_of_the_new_file_and_the_part_names_where_it_came_from() -> None:
    delivery = scenes.under_way()
    actor = scenes.viewer("farrukh")
    part, rest = (plans.powder(stated_grams=plans.Decimal(grams)) for grams in (3000, 10000))
    with viewing(actor):
        child = actions.split(
            actor=actor, delivery=delivery, title="EXERCISE", parts=[part], remaining=[rest], words="two cars"
        )
    number = scenes.shown("farrukh", child).number
    assert f"File of the part: {number}" in printed("farrukh", delivery)
    assert f"Split off from: {scenes.shown('farrukh', delivery).number}" in printed("farrukh", child)
    assert number not in printed("iskender", delivery)
