"""The published schema, attacked by schemathesis: no call makes the server fail, and each refusal is in Russian."""

import gzip
import json
import re

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error

from kerege.config.wsgi import application
from kerege.kernel.law import Purpose
from kerege.rooms.directory import actions as directory
from kerege.rooms.directory import queries

EXAMPLES = 10


def releasing_token() -> str:
    """A token of a releasing officer, for every act."""
    account = queries.account_id("aigerim")
    hat = queries.hats_of(account)[0].id
    return directory.make_token(account=account, hat=hat, name="fuzz", purpose=Purpose.ANALYSIS, reason="EXERCISE")[0]


def said_in_russian(
    context: schemathesis.CheckContext, response: schemathesis.Response, case: schemathesis.Case
) -> None:
    """Whatever is refused is refused in the language of the caller."""
    if not 400 <= response.status_code < 500:
        return
    assert "application/json" in str(response.headers["content-type"]), (case.operation.label, response.status_code)
    packed = response.headers.get("content-encoding") == ["gzip"]
    answer = json.loads(gzip.decompress(response.content) if packed else response.content)
    said = [answer["error"]] if "error" in answer else [each["message"] for each in answer["faults"]]
    assert said, answer
    assert all(re.search("[а-яё]{3}", each) for each in said), (case.operation.label, said)


def attack(operation: schemathesis.APIOperation, token: str) -> None:
    """Send what schemathesis makes of one operation's schema."""

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def send(case: schemathesis.Case) -> None:
        response = case.call(headers={"Authorization": f"Bearer {token}", "Accept-Language": "ru"})
        case.validate_response(response, checks=[not_a_server_error, said_in_russian])

    send()


def test_no_call_of_any_operation_makes_the_server_fail(own_clone: str) -> None:
    """Whatever is sent, the answer is not a 5xx; every operation of the schema is tried."""
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", application)
    token = releasing_token()
    tried = 0
    for found in schema.get_all_operations():
        attack(found.ok(), token)
        tried += 1
    assert tried > 20
