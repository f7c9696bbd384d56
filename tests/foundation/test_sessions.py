"""What the table of sessions gives away: no key that signs anybody in, nothing of what was typed."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from hypothesis import given
from hypothesis import strategies as st

from kerege.foundation import chance
from kerege.foundation.sessions import SessionStore, forget_ended, kept_as

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def opened(**kept: object) -> SessionStore:
    """A session that was saved."""
    store = SessionStore()
    store.update(kept)
    store.create()
    return store


@given(kept=st.dictionaries(st.text(), VALUES, max_size=5))
def test_what_is_sealed_comes_back_and_reads_as_nothing(kept: dict[str, object]) -> None:
    sealed = SessionStore().encode(kept | {"mark": "EXERCISE-WORDS"})
    assert SessionStore().decode(sealed) == kept | {"mark": "EXERCISE-WORDS"}
    assert "EXERCISE" not in sealed


@given(at=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_what_was_changed_or_comes_from_elsewhere_opens_as_nothing(at: int, bit: int) -> None:
    sealed = bytearray(SessionStore().encode({"x": "EXERCISE"}).encode())
    sealed[at % len(sealed)] ^= 1 << bit
    assert SessionStore().decode(bytes(sealed)) in ({}, {"x": "EXERCISE"})
    assert SessionStore().decode("e30:1x:abc") == {}


@pytest.mark.django_db
def test_the_table_holds_neither_the_key_nor_what_the_session_holds() -> None:
    store = opened(words="EXERCISE words")
    [row] = Session.objects.all()
    assert row.session_key == kept_as(store.session_key or "") != store.session_key
    assert SessionStore(store.session_key).get("words") == "EXERCISE words"
    assert dict(SessionStore(row.session_key).items()) == {}, "what stands in the table opens nothing"
    assert store.exists(store.session_key or "")
    assert not store.exists(row.session_key)


@pytest.mark.django_db
def test_a_session_is_changed_renewed_and_ended_under_its_hash() -> None:
    store = opened(words="one")
    store["words"] = "two"
    store.save()
    former = store.session_key
    store.cycle_key()
    assert (SessionStore(former).get("words"), SessionStore(store.session_key).get("words")) == (None, "two")
    SessionStore(store.session_key).flush()
    assert not Session.objects.exists()


@pytest.mark.django_db
def test_sessions_whose_time_is_over_are_removed() -> None:
    opened(words="late").set_expiry(60)
    kept = opened(words="still open")
    Session.objects.exclude(session_key=kept_as(kept.session_key or "")).update(
        expire_date=chance.now() - timedelta(seconds=1)
    )
    assert forget_ended() == 1
    assert Session.objects.count() == 1
