"""Whoever works through a face says lately who he is, or lets nothing out; the node itself is not asked."""

import pytest

from kerege.foundation.proof import NotProvenError, proven, require_proof, say


@pytest.mark.parametrize("afresh", [None, True])
def test_nothing_is_asked_of_the_node_itself_nor_of_who_said_it_lately(afresh: bool | None) -> None:
    require_proof()
    with proven(afresh):
        require_proof()


def test_who_did_not_say_it_lately_is_stopped_until_the_face_closes() -> None:
    with proven(False):
        with pytest.raises(NotProvenError):
            require_proof()
        with proven(True):
            require_proof()
        with pytest.raises(NotProvenError):
            require_proof()
    require_proof()


def test_what_a_command_learns_late_ends_with_it() -> None:
    with proven(None):
        say(False)
        with pytest.raises(NotProvenError):
            require_proof()
    require_proof()
