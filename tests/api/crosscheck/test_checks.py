"""The API of the cross-check: questions in, findings out as far as the law lets them, judgements."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from kerege.foundation import chance
from kerege.kernel.law import Act, Purpose
from kerege.rooms.directory import actions as directory
from kerege.rooms.directory import queries
from tests.rooms.crosscheck.scenes import PHONE, RAHIMOV, person, report

pytestmark = pytest.mark.usefixtures("db")


def call(name: str, method: str, path: str, body: Any = None, *, acts: tuple[Act, ...] = (), **headers: str) -> Any:
    """Call the API as one officer of the cast, for an investigation."""
    account = queries.account_id(name)
    hat = queries.hats_of(account)[0].id
    token, _ = directory.make_token(
        account=account, hat=hat, name="test", acts=acts, purpose=Purpose.INVESTIGATION, reason="EXERCISE"
    )
    given = {"Authorization": f"Bearer {token}", "Accept-Language": "en", **headers}
    more = {} if body is None else {"data": body, "content_type": "application/json"}
    return getattr(Client(), method)(f"/api{path}", headers=given, **more)


def test_a_pasted_text_and_its_fields_ask_the_same() -> None:
    report("farrukh", person(RAHIMOV, phone=PHONE, birth_date="1987"))
    text = call("bolat", "post", "/checks", {"text": f"Rahimov Farrukh, 1987, {PHONE}"}).json()
    fields = {
        "names": ["Rahimov Farrukh"],
        "identifiers": [{"kind": "phone", "value": PHONE}],
        "birth": "1987",
    }
    given = call("bolat", "post", "/checks", fields).json()
    assert text["hits"] == given["hits"]
    assert [(hit["finding"], hit["grade"], hit["score"]) for hit in text["hits"]] == [("hit", "strong", None)]
    assert text["hits"][0]["call"]["desk"] == "tj-dushanbe"
    assert text["hits"][0]["record"] is None


def test_sex_and_places_are_asked_beside_a_text_and_beside_fields() -> None:
    report("farrukh", person(RAHIMOV, birth_date="1987", sex="male", residence="Душанбе, ул. Рудаки, д. 12"))
    beside = {"sex": "m", "places": ["Dushanbe, Rudaki 12"]}
    text = call("bolat", "post", "/checks", {"text": "Rahimov Farrukh, 1987", **beside}).json()
    fields = call("bolat", "post", "/checks", {"names": ["Rahimov Farrukh"], "birth": "1987", **beside}).json()
    assert text["hits"] == fields["hits"]
    assert text["hits"][0]["fields"] == ["name", "birth", "sex", "place"]


def test_a_look_out_in_force_is_drafted_taken_back_numbered_and_met() -> None:
    ends = (chance.today() + timedelta(days=9)).isoformat()
    given = {"kind": "look_out", "desks": ["kz-almaty"], "legal_basis": "EXERCISE act", "action": "stop"}
    given |= {"expires_on": ends, "handling": ["H2"], "question": f"EXERCISE: a white van, {PHONE}"}
    case = {"Kerege-Case": "EX-7"}
    [made] = call("tj_analyst", "post", "/requests", given, **case).json()
    assert (made["action"], made["expires_on"], made["handling"]) == ("stop", ends, ["H2"])
    place = f"/requests/{made['id']}"
    wrong = {name: given[name] for name in ("legal_basis", "action", "expires_on", "handling")} | {"question": "no"}
    assert call("tj_analyst", "put", place, wrong, **case).json()["question"] == "no"
    assert call("tj_analyst", "post", f"{place}/restore", {"place": 0}, **case).json()["question"] == given["question"]
    assert call("tj_analyst", "post", f"{place}/letter", {"number": "EX-1"}, **case).json()["letter_out"] == "EX-1"
    assert call("tj_analyst", "post", f"{place}/send", {}, **case).json()["state"] == "sent"
    assert call("bolat", "post", "/checks", {"text": PHONE}).json()["look_outs"] == []
    accepted = call("aigerim", "post", f"{place}/put_in_force", {}, **case).json()
    assert accepted["found_by"][0]["identifiers"][0][0] == "phone"
    [listed] = call("erlan", "get", "/requests/look-outs").json()
    [met] = call("erlan", "post", "/checks", {"text": PHONE}).json()["look_outs"]
    assert (met["action"], met["last_day"], met["call"]["desk"]) == ("stop", ends, listed["call"])
    assert call("hamid", "get", "/requests/look-outs").json() == []
    made = report("erlan", person(RAHIMOV, phone=PHONE))
    assert [each["number"] for each in call("erlan", "get", f"/requests/look-outs?report={made}").json()] == [
        met["number"]
    ]
    assert call("bolat", "get", f"/requests/look-outs?report={made}").json() == []


def test_hits_are_listed_judged_and_taken_back() -> None:
    report("farrukh", person(RAHIMOV, phone=PHONE))
    found = call("bolat", "post", "/checks", {"text": PHONE}).json()["hits"][0]
    assert [hit["id"] for hit in call("bolat", "get", "/hits?waiting=true").json()] == [found["id"]]
    made = call("bolat", "post", f"/hits/{found['id']}/judgements", {"verdict": "not_same", "reason": "EXERCISE"})
    assert made.status_code == 201
    assert call("bolat", "post", "/checks", {"text": PHONE}).json()["hits"] == []
    judgement = made.json()["judgements"][0]
    assert call("bolat", "delete", f"/judgements/{judgement}").status_code == 204
    assert len(call("bolat", "post", "/checks", {"text": PHONE}).json()["hits"]) == 1
    shown = call("bolat", "get", f"/hits/{found['id']}").json()
    assert shown["judgements"][0]["withdrawn_at"]


def test_a_foreign_hit_answers_as_an_unknown_one() -> None:
    report("farrukh", person(RAHIMOV, phone=PHONE))
    found = call("bolat", "post", "/checks", {"text": PHONE}).json()["hits"][0]
    foreign = call("hamid", "get", f"/hits/{found['id']}")
    unknown = call("hamid", "get", "/hits/00000000-0000-4000-8000-000000000000")
    assert (foreign.status_code, foreign.content) == (unknown.status_code, unknown.content) == (404, unknown.content)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"names": ["Rahimov"], "birth": "31.02.1987"}, 422),
        ({"identifiers": [{"kind": "shoe", "value": "42"}]}, 422),
        ({"names": ["Rahimov"], "country": "XQ"}, 422),
        ({"text": "…"}, 403),
        ({"text": PHONE, "exclude": ["NOWHERE"]}, 404),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(body: dict[str, Any], status: int) -> None:
    answer = call("bolat", "post", "/checks", body)
    assert answer.status_code == status
    assert answer.json()["error"]


def test_own_work_and_a_token_without_the_act_are_refused() -> None:
    assert call("bolat", "post", "/checks", {"text": PHONE}, **{"Kerege-Purpose": "own_work"}).status_code == 403
    assert call("bolat", "post", "/checks", {"text": PHONE}, acts=(Act.READ,)).status_code == 403


def test_who_will_be_told_and_a_list() -> None:
    report("farrukh", person(RAHIMOV, phone=PHONE))
    told = call("bolat", "get", "/checks/told?exclude=KG").json()
    assert told["left_out_parties"] == ["KG"]
    many = call("bolat", "post", "/checks/list", {"lines": [PHONE, "+992 900 00 00 01"]}).json()
    assert [len(each["hits"]) for each in many] == [1, 0]


def test_two_are_compared_with_each_other_and_explained() -> None:
    found = call("bolat", "post", "/comparisons", {"one": f"{RAHIMOV} 1987", "other": "Farrukh Rahimov 1987"}).json()
    assert 0.5 < found["probability"] < 1.0
    assert found["grade"] == "possible"
    assert [line["says"] for line in found["fields"]] == ["agrees", "agrees"]
    assert {part["verdict"] for part in found["parts"]} == {"same_across_scripts", "lacking"}
    assert call("bolat", "post", "/comparisons", {"one": "…", "other": "x"}).status_code == 422


def test_a_hit_carries_no_comparison() -> None:
    report("farrukh", person(RAHIMOV, phone=PHONE))
    call("bolat", "post", "/checks", {"text": PHONE})
    line = call("bolat", "get", "/hits").json()[0]
    assert call("bolat", "get", f"/hits/{line['id']}").json()["comparison"] is None
