"""An empty node's first act."""

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import PartyClass, Role
from kerege.rooms.directory import queries, rules
from kerege.rooms.directory.actions.accounts import make_account
from kerege.rooms.directory.actions.registering import add_agency, add_desk, add_officer, add_party, appoint


def found_local_node() -> tuple[str, str]:
    """An empty node's first act: seven parties, one desk, one operator, marked local.

    Returns the operator's user name and the desk's code; does nothing on a node that has parties.
    """
    with viewing(queries.system_viewer("found-node")):
        day = chance.today()
        for code, name_en, name_ru in rules.MEMBERS:
            add_party(code=code, party_class=PartyClass.MEMBER, name_en=name_en, name_ru=name_ru, since=day)
        centre = add_party(
            code="CENTRE",
            party_class=PartyClass.CENTRE,
            name_en="The centre (local node)",
            name_ru="Центр (местный узел)",
            since=day,
        )
        agency = add_agency(
            party=centre,
            code="LOCAL",
            kind=rules.AgencyKind.CENTRE,
            name_en="Local node",
            name_ru="Местный узел",
        )
        desk = add_desk(
            agency=agency,
            code="local",
            kind=rules.DeskKind.ANALYSIS,
            name_en="Local desk",
            name_ru="Местный пост",
        )
        account = make_account(username="operator", password=None)
        officer = add_officer(agency=agency, name="Local operator", number="LOCAL-1", account=account)
        appoint(officer=officer, desk=desk, role=Role.RELEASING, since=day)
    return "operator", "local"
