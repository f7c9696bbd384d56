"""What is taken back or ended in a node, and what of it stands: releases, hats, tokens, suspensions, seats."""

from datetime import timedelta
from uuid import UUID

import pytest

from kerege.foundation import chance, copying
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Part, Purpose
from kerege.rooms.directory import actions as directory_actions
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal import actions as journal_actions
from kerege.rooms.operations.actions import joint
from kerege.rooms.operations.models import DeliveryStep
from kerege.rooms.operations.queries import Consent, Kind, NoSuchOperationError, TeamRole
from kerege.rooms.operations.queries.signing import is_sound
from kerege.rooms.records import actions as records_actions
from kerege.rooms.records import queries as records
from kerege.rooms.retention.actions import seats
from tests import cast
from tests.rooms.operations import scenes as deliveries
from tests.rooms.operations import test_joint as operations


def released(report: UUID, to: str = "TJ") -> UUID:
    """The nominal part released to a party; the release's id."""
    owner = cast.viewer("aigerim")
    with viewing(owner):
        return records_actions.release(
            actor=owner,
            report_id=report,
            part=Part.NOMINAL,
            audience=directory.party(to).id,
            audience_kind="party",
            purposes=[Purpose.ANALYSIS],
        )


def withdrawn(release: UUID) -> None:
    """A release withdrawn by its owner."""
    owner = cast.viewer("aigerim")
    with viewing(owner):
        records_actions.withdraw_release(actor=owner, release_id=release)


def reads(who: str, report: UUID) -> bool:
    """Whether somebody has the nominal part."""
    viewer = cast.viewer(who)
    with viewing(viewer):
        try:
            return records.report(viewer=viewer, report_id=report).nominal is not None
        except records.NoSuchReportError:
            return False


def opens(token: str) -> bool:
    """Whether a token opens anything."""
    try:
        return bool(directory_actions.token_grant(token))
    except directory_actions.BadTokenError:
        return False


def tokens_of(*names: str) -> dict[str, str]:
    """A token of each."""
    made = {}
    for name in names:
        account = directory.account_id(name)
        hat = directory.hats_of(account)[0].id
        made[name], _until = directory_actions.make_token(account=account, hat=hat, name="EXERCISE", days=30)
    return made


def suspended(by: str, towards: str | None) -> UUID:
    """Everything closed towards a party."""
    actor = cast.viewer(by)
    with viewing(actor):
        return directory_actions.suspend_all(
            actor=actor,
            towards=directory.party(towards).id if towards else None,
            reason="EXERCISE",
        )


def taken_back(release: UUID, hat: UUID, token: str, suspension: UUID) -> None:
    """A release, a hat, an account, a token, a password, a suspension; and another party's suspension begins."""
    chance.advance(timedelta(hours=1))
    withdrawn(release)
    journal_actions.sequence()
    journal_actions.sign_head()
    with viewing(cast.viewer("admin")):
        directory_actions.end_hat(hat=hat, last_day=chance.today() - timedelta(days=1))
        directory_actions.close_account(officer=cast.viewer("tj_analyst").officer)
    directory_actions.revoke_token(token)
    directory_actions.choose_password(account=directory.account_id("director"), password="vexing-Okapi-71-lantern")
    suspended("tj_coordinator", "UZ")
    with viewing(cast.viewer("kz_coordinator")):
        directory_actions.lift_suspension(actor=cast.viewer("kz_coordinator"), suspension=suspension)


def passwords_are_the_newest() -> None:
    """The one of before opens nothing, the newest must be changed, a closed account stays closed."""
    assert directory_actions.check_password("director", cast.PASSWORD) is None
    account = directory_actions.check_password("director", "vexing-Okapi-71-lantern")
    assert account is not None
    assert directory_actions.must_change_password(account=account)
    assert directory_actions.check_password("tj_analyst", cast.PASSWORD) is None


def seats_ended(database: str) -> set[str]:
    """Seats, namings, invitations and consents of operations that were taken back so far."""
    with copying.keeper(database) as connection:
        rows = [row for query in seats.KEPT.values() for row in connection.execute(query).fetchall()]
    return set(map(str, rows))


def left_behind(delivery: UUID, operation: UUID) -> None:
    """A state takes its consent back, an agency leaves the work file, another limits its place to named officers."""
    deliveries.do("kz_coordinator", delivery, Kind.WITHDRAW, "EXERCISE withdrawn")
    leaver, chooser = operations.viewer("iskender"), operations.viewer("ksenia")
    with viewing(leaver):
        joint.leave(actor=leaver, operation=operation)
    with viewing(chooser):
        joint.name(actor=chooser, operation=operation, officers=[(chooser.officer_number, TeamRole.FIELD)])


def nothing_goes_on(delivery: UUID, operation: UUID) -> None:
    """The consent is withdrawn in the restored course by a step of the node's, and who had left reads nothing."""
    found = deliveries.shown("farrukh", delivery)
    assert [leg.consent for leg in found.legs if leg.party == "KZ"] == [Consent.WITHDRAWN]
    with viewing(deliveries.viewer("farrukh")):
        steps = DeliveryStep.objects.filter(delivery=delivery, kind=Kind.WITHDRAW.value)
        assert [is_sound(row) and not row.words for row in steps] == [True]
    for name in ("iskender", "ksenia"):
        with pytest.raises(NoSuchOperationError):
            operations.shown(name, operation)
    assert operations.shown("farrukh", operation)


def suspensions(database: str) -> list[bool]:
    """Whether each suspension stands."""
    with copying.keeper(database) as connection:
        rows = connection.execute("SELECT lifted_at IS NULL FROM directory_suspension").fetchall()
    return sorted(bool(each) for (each,) in rows)
