"""One comparison explained: the stand-alone page touches nothing; the page of a hit shows it only where it is open."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from kerege.foundation.viewing import viewing
from kerege.kernel.law import Part, Purpose
from kerege.rooms.crosscheck import queries
from kerege.rooms.crosscheck.rules.words import REASONS
from kerege.rooms.directory import queries as directory
from kerege.rooms.records import actions as records_actions
from kerege.web.crosscheck.comparing import speaks_against
from tests import cast
from tests.rooms.crosscheck.scenes import PHONE, RAHIMOV, ask, inbox, person, report
from tests.web.crosscheck.test_pages import english

if TYPE_CHECKING:
    from django.test import Client

Visitor = Callable[..., "Client"]


def test_two_names_are_laid_side_by_side_in_both_scripts(db: str, visitor: Visitor) -> None:
    client = english(visitor("bolat", Purpose.OWN_WORK))
    given = {"one": f"{RAHIMOV}, 12.03.1987", "other": "فرخ رحیموف 1987"}
    text = client.post("/compare/", given).content.decode()
    assert "Are they the same?" in text
    assert "<bdi>Фаррух</bdi>" in text
    assert "<bdi>فرخ</bdi>" in text
    assert "the same year of birth" in text
    assert "if the full date of birth is another" in text


def test_what_cannot_be_compared_is_said_at_its_box(db: str, visitor: Visitor) -> None:
    client = english(visitor("bolat", Purpose.OWN_WORK))
    answer = client.post("/compare/", {"one": "Rahimov Farrukh", "other": "…"})
    assert answer.status_code == 422
    assert "Nothing here can be compared" in answer.content.decode()


def test_a_comparison_finds_and_tells_nothing_of_what_is_held(db: str, visitor: Visitor) -> None:
    given = {"one": f"{RAHIMOV} {PHONE}", "other": f"Farrukh Rahimov {PHONE}"}
    client = english(visitor("bolat", Purpose.INVESTIGATION))
    before = client.post("/compare/", given).content.decode().split("<main")[1].split('name="csrf')[0]
    report("farrukh", person(RAHIMOV, phone=PHONE))
    after = client.post("/compare/", given).content.decode().split("<main")[1].split('name="csrf')[0]
    assert before == after
    assert inbox("farrukh") == []


def test_a_hit_shows_no_comparison_until_the_other_side_is_open(db: str, visitor: Visitor) -> None:
    made = report("farrukh", person(RAHIMOV, phone=PHONE, birth_date="12.03.1987"))
    ask("bolat", f"Rahimov Farrukh, {PHONE}")
    hit = inbox("bolat", purpose=Purpose.INVESTIGATION)[0]
    client = english(visitor("bolat", Purpose.INVESTIGATION))
    closed = client.get(f"/hits/{hit.id}/").content.decode()
    assert not any(told in closed for told in ("Probability", "Фаррух", "explained", "1987", "Cyrillic"))
    releasing = cast.viewer("farrukh")
    with viewing(releasing):
        records_actions.release(
            actor=releasing,
            report_id=made,
            part=Part.NOMINAL,
            audience=directory.desk_by_code("kz-almaty").agency,
            audience_kind="agency",
            purposes=[Purpose.INVESTIGATION],
        )
    opened = client.get(f"/hits/{hit.id}/").content.decode()
    assert "Probability" in opened
    assert "<bdi>Фаррух</bdi>" in opened


@pytest.mark.parametrize("weight", [-0.4, 0.0, 2.0])
def test_what_is_the_same_speaks_against_nothing(weight: float) -> None:
    same = [code for code, text in REASONS.items() if text.startswith("the same ") and "another" not in text]
    assert "sex_same" in same
    assert not [code for code in same if speaks_against(queries.Reason(code, weight=weight))]
    assert speaks_against(queries.Reason("sex_differs", weight=-0.4))
