"""Tokens against every operation: made for one act, worn by every role, ended; generated from the operations."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from ninja.errors import HttpError

from kerege.api.main import api
from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Act, Purpose, Role
from kerege.kernel.law.decision import ROLE_ACTS
from kerege.rooms.directory import actions as directory
from kerege.rooms.directory import queries
from tests import cast

pytestmark = pytest.mark.django_db
FOR_ANY_TOKEN = {"me", "resolve"}
"""As whom the token acts, and the public register of substances."""
FOR_ANY_ROLE = {"parties", "desks", "groups", "heads", "consistency"}
"""Whom to call, and that the journal only grew: the law keeps them from no role."""


def operations() -> Iterator[tuple[str, str, Callable[..., Any]]]:
    """Every operation of the API: method, address, function."""
    for _, router in api._routers:
        for address, view in router.path_operations.items():
            for operation in view.operations:
                yield operation.methods[0], address, operation.view_func


def passes(method: str, call: Callable[..., Any], viewer: object, *acts: Act) -> bool:
    """Whether the operation's door lets a token through; what comes after the door does not matter here."""
    grant = directory.TokenGrant(viewer, frozenset(acts), uuid4(), True)  # type: ignore[arg-type]
    request = SimpleNamespace(auth=grant, method=method)
    try:
        call(request, **{"beyond the door": True})
    except HttpError as problem:
        return problem.status_code != 403
    except TypeError:
        return True
    return True


def test_every_operation_has_a_door() -> None:
    """An operation without one would serve a token made for something else."""
    found = list(operations())
    assert len(found) > 40
    without = {call.__name__ for _, _, call in found if not hasattr(call, "acts")}
    assert without <= FOR_ANY_TOKEN


def test_a_token_for_reading_writes_nothing() -> None:
    """No operation but a reading one is opened by `read` or `export`."""
    for method, address, call in operations():
        if method != "GET":
            assert not {Act.READ, Act.EXPORT} & set(getattr(call, "acts", ())), (method, address)


def test_a_token_made_for_one_act_opens_the_operations_of_that_act_alone() -> None:
    """Every operation × every role × a token for each act alone."""
    for name in cast.OFFICERS:
        viewer = cast.viewer(name)
        for method, address, call in operations():
            acts = getattr(call, "acts", None)
            if acts is None:
                continue
            opening = {act for act in Act if passes(method, call, viewer, act)}
            does = [act for act in acts if act in ROLE_ACTS[viewer.role] or call.__name__ in FOR_ANY_ROLE]
            assert opening == set(does[:1]), (name, method, address)


def test_a_role_passes_no_door_of_an_act_it_does_not_do() -> None:
    """Every operation × every role, by a token for all of the role's acts."""
    for name in cast.OFFICERS:
        viewer = cast.viewer(name)
        for method, address, call in operations():
            if (acts := getattr(call, "acts", None)) is not None and call.__name__ not in FOR_ANY_ROLE:
                assert passes(method, call, viewer) == bool(set(acts) & ROLE_ACTS[viewer.role]), (name, method, address)


def test_an_ended_token_opens_nothing_and_every_answer_without_one_is_the_same() -> None:
    """No token, a made-up one, an expired one, a revoked one: 401 with the same words on every address."""
    account = queries.account_id("aigerim")
    hat = queries.hats_of(account)[0].id
    expired, _ = directory.make_token(
        account=account, hat=hat, name="old", purpose=Purpose.ANALYSIS, reason="E", days=0
    )
    revoked, _ = directory.make_token(account=account, hat=hat, name="gone", purpose=Purpose.ANALYSIS, reason="E")
    directory.revoke_token(revoked)
    client = Client()
    answers = set()
    for method, address, _ in operations():
        for token in ("", "Bearer krg_guessed", f"Bearer {expired}", f"Bearer {revoked}", f"bearer {expired}"):
            place = "/api" + re.sub(r"{[^}]*}", str(uuid4()), address)
            answer = client.generic(method, place, data=b"{}", headers={"Authorization": token} if token else {})
            assert answer.status_code == 401, (method, place, answer.status_code)
            answers.add(answer.content)
    assert len(answers) == 1


def test_a_token_ends_at_its_instant_and_not_after() -> None:
    """Expiry is exact: the instant itself is too late."""
    account = queries.account_id("aigerim")
    hat = queries.hats_of(account)[0].id
    token, expires = directory.make_token(
        account=account, hat=hat, name="t", purpose=Purpose.ANALYSIS, reason="E", days=1
    )
    for early, opens in ((timedelta(microseconds=1), True), (timedelta(0), False)):
        with chance.seeded("expiry", expires - early):
            try:
                directory.token_grant(token)
            except directory.BadTokenError:
                assert not opens
            else:
                assert opens


def second_hat(name: str, desk: str, role: Role) -> UUID:
    """Another hat of an officer of the cast, at another desk of his agency."""
    officer = cast.viewer(name)
    with viewing(queries.system_viewer("found-node")):
        return directory.appoint(
            officer=officer.officer, desk=queries.desk_by_code(desk).id, role=role, since=chance.today()
        )


def test_a_token_opens_no_other_hat_of_its_account_by_any_operation() -> None:
    """Every operation × a token of the first hat × the desk of the second in the header, however it is spelled."""
    second_hat("aigerim", "kz-korday", Role.POST)
    account = queries.account_id("aigerim")
    hats = queries.hats_of(account)
    assert {hat.desk.code for hat in hats} == {"kz-almaty", "kz-korday"}
    client = Client()
    for own, other in (hats, hats[::-1]):
        token, _ = directory.make_token(account=account, hat=own.id, name="t", purpose=Purpose.ANALYSIS, reason="E")
        answers = set()
        for method, address, _ in operations():
            place = "/api" + re.sub(r"{[^}]*}", str(uuid4()), address)
            for asked in (other.desk.code, other.desk.code.upper(), "nowhere", "tj-dushanbe"):
                answer = client.generic(
                    method, place, data=b"{}", headers={"Authorization": f"Bearer {token}", "Kerege-Desk": asked}
                )
                assert answer.status_code == 403, (method, place, asked, answer.status_code)
                answers.add(answer.content)
        assert len(answers) == 1
        me = client.get("/api/me", headers={"Authorization": f"Bearer {token}", "Kerege-Desk": own.desk.code.upper()})
        assert (me.json()["desk"], me.json()["role"]) == (own.desk.code, own.role.value)


def test_a_token_keeps_its_hat_while_another_hat_at_the_same_desk_is_worn() -> None:
    """Naming the desk chooses no other role there."""
    second_hat("bolat", "kz-almaty", Role.RELEASING)
    account = queries.account_id("bolat")
    for hat in queries.hats_of(account):
        token, _ = directory.make_token(account=account, hat=hat.id, name="t")
        assert directory.token_grant(token, desk="kz-almaty").viewer.role is hat.role


@given(own=st.sets(st.sampled_from(Act), min_size=1), wanted=st.sets(st.sampled_from(Act)))
def test_from_a_token_for_named_acts_comes_none_for_others_and_none_that_lasts_longer(
    own: set[Act], wanted: set[Act]
) -> None:
    """No chain of tokens widens."""
    account = queries.account_id("aigerim")
    made = partial(directory.make_token_for, name="t", purpose=Purpose.OWN_WORK, reason="")
    token, until = directory.make_token(account=account, hat=queries.hats_of(account)[0].id, name="t", acts=own, days=3)
    grant = directory.token_grant(token)
    if not wanted or wanted - own:
        with pytest.raises(directory.BadTokenError):
            made(grant, acts=wanted, days=1)
        return
    narrow, ends = made(grant, acts=wanted, days=4000)
    assert directory.token_grant(narrow).acts == wanted
    assert ends == until


@pytest.mark.parametrize("purpose", [each for each in Purpose if each is not Purpose.OWN_WORK])
def test_a_purpose_without_case_or_reason_is_not_answered(purpose: Purpose) -> None:
    """By header or by token, for any role; at a post the shift is enough for border control; a reason in either is."""
    for name in ("farrukh", "daniyar", "gulnora"):
        account = queries.account_id(name)
        hat = queries.hats_of(account)[0].id
        on_shift = name == "daniyar" and purpose is Purpose.BORDER_CONTROL
        bare, _ = directory.make_token(account=account, hat=hat, name="bare", purpose=purpose)
        own, _ = directory.make_token(account=account, hat=hat, name="own")
        reasoned, _ = directory.make_token(account=account, hat=hat, name="reasoned", reason="EXERCISE")
        asked = {"Kerege-Purpose": purpose.value}
        without = [(bare, {}), (own, asked), (own, asked | {"Kerege-Case": " ", "Kerege-Reason": ""})]
        grounded = [(own, asked | {"Kerege-Case": "EX-1"}), (bare, {"Kerege-Reason": "EXERCISE"}), (reasoned, asked)]
        for token, headers in without:
            answer = Client().get("/api/reports", headers={"Authorization": f"Bearer {token}", **headers})
            assert (answer.status_code != 422) == on_shift, (name, headers)
        for token, headers in grounded:
            answer = Client().get("/api/reports", headers={"Authorization": f"Bearer {token}", **headers})
            assert answer.status_code != 422, (name, headers)
