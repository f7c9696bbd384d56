"""The published schema, attacked by schemathesis: no call makes the server fail."""

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
        response = case.call(headers={"Authorization": f"Bearer {token}"})
        case.validate_response(response, checks=[not_a_server_error])

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
