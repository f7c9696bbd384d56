"""Counters of attempts and codes that were used, in files: each goes when its time is over and never sooner.

Django's own cache of files holds some hundred entries and throws others away by chance, so that a flood of made-up
names took the count of a name that somebody guesses at. Named by the setting `CACHES`.
"""

import os
import tempfile
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache

SWEEP_SECONDS = 60.0


class CounterFiles(FileBasedCache):
    """A cache of files without a limit of their number: what is expired is removed once a minute, nothing else is."""

    _dir: str
    _createdir: Callable[[], None]
    _write_content: Callable[[Any, Any, Any], None]
    _key_to_file: Callable[[Any, int | None], str]
    _list_cache_files: Callable[[], list[str]]
    _is_expired: Callable[[Any], bool]

    def __init__(self, folder: str, params: dict[str, Any]) -> None:
        """Keep where; nothing was swept yet."""
        super().__init__(folder, params)
        self.swept = time.monotonic()

    def add(self, key: Any, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep a value where none is; of several who do so at once one succeeds."""
        self._createdir()
        self._cull()
        self.has_key(key, version)
        descriptor, draft = tempfile.mkstemp(dir=self._dir)
        try:
            with open(descriptor, "wb") as stream:
                self._write_content(stream, timeout, value)
            os.link(draft, self._key_to_file(key, version))
        except FileExistsError:
            return False
        finally:
            os.remove(draft)
        return True

    def _cull(self) -> None:
        if time.monotonic() - self.swept < SWEEP_SECONDS:
            return
        self.swept = time.monotonic()
        for name in self._list_cache_files():
            try:
                with open(name, "rb") as stream:
                    self._is_expired(stream)
            except FileNotFoundError:
                continue
