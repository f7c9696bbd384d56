"""What the first command makes on an empty node."""

from kerege.foundation import server
from kerege.foundation.viewing import viewing
from kerege.rooms.directory import actions, queries
from tests.access import stage, worlds


def test_a_local_node_has_seven_parties_one_desk_and_one_operator(own_clone: str) -> None:
    """What the first command makes on an empty node."""
    with server.ensure_server(durable=False).administrator(own_clone) as database:
        stage.put(worlds.World(), database)
        database.execute("TRUNCATE directory_account CASCADE")
    assert not queries.is_founded()
    username, desk = actions.found_local_node()
    hats = queries.hats_of(queries.account_id(username))
    assert [hat.desk.code for hat in hats] == [desk]
    with viewing(queries.viewer_for(hats[0].id)):
        assert {"AZ", "KZ", "KG", "RU", "TJ", "TM", "UZ"} <= {party.code for party in queries.parties()}
