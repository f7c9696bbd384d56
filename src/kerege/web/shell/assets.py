"""Addresses of built style and script files: names carry a hash of the content, so a browser keeps them for ever."""

import functools
import json
from pathlib import Path

from django.conf import settings

BUILT = Path(__file__).resolve().parents[1] / "static" / "built"


@functools.lru_cache(maxsize=1)
def known_names(changed: float) -> dict[str, str]:
    """Plain name → built name, as the build wrote it; `changed` is the list's time, so that a new build is seen."""
    names: dict[str, str] = json.loads((BUILT / "manifest.json").read_text())
    return names


def asset(name: str) -> str:
    """The address of a built file by its plain name, e.g. `asset("kerege.css")`."""
    try:
        names = known_names((BUILT / "manifest.json").stat().st_mtime)
    except FileNotFoundError:
        names = {}
    return f"{settings.STATIC_URL}built/{names.get(name, name)}"
