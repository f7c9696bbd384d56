"""What was sent with a form that waits for a password: sealed on the node's disk, under a key of the session alone.

It lies there for half an hour at most. When its session ends nobody can open it; the clock erases it then.
"""

import os
import re
from datetime import timedelta
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kerege.foundation import chance, node

FOLDER = "held"
LASTS = timedelta(minutes=30)
MOST = 64 * 1024 * 1024
"""Bytes that are kept of one form."""
NONCE, KEY = 12, 32
NAME = re.compile(r"(\d{1,12})\.[0-9a-f]{32}")
BLOCK = 1 << 20


def folder() -> Path:
    """Where it lies."""
    made = node.home() / FOLDER
    if not made.exists():
        node.make_folder(made)
    return made


def keep(content: bytes) -> tuple[str, str]:
    """Seal and write; returns the name under which it lies, and the key, in hexadecimal digits."""
    ends = int((chance.now() + LASTS).timestamp())
    name = f"{ends}.{chance.salt(16).hex()}"
    key, nonce = chance.salt(KEY), chance.salt(NONCE)
    path = folder() / name
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
        stream.write(nonce + AESGCM(key).encrypt(nonce, content, name.encode()))
    return name, key.hex()


def take(name: str, key: str) -> bytes | None:
    """What was kept, which is erased by that; None where it is gone or its time is over."""
    ends = NAME.fullmatch(name)
    if ends is None:
        return None
    path = folder() / name
    try:
        sealed = path.read_bytes()
        content = AESGCM(bytes.fromhex(key)).decrypt(sealed[:NONCE], sealed[NONCE:], name.encode())
    except (OSError, ValueError, InvalidTag):
        return None
    overwrite(path)
    return content if int(ends[1]) > chance.now().timestamp() else None


def forget_late() -> int:
    """Erase what nobody came back for; returns how much that was."""
    now, done = chance.now().timestamp(), 0
    for path in folder().iterdir():
        ends = NAME.fullmatch(path.name)
        if ends is None or int(ends[1]) <= now:
            overwrite(path)
            done += 1
    return done


def overwrite(path: Path) -> None:
    """Write noughts over a file, then remove it; one that is gone stays gone."""
    try:
        with path.open("r+b") as stream:
            for start in range(0, size := path.stat().st_size, BLOCK):
                stream.write(bytes(min(BLOCK, size - start)))
            stream.flush()
            os.fsync(stream.fileno())
        path.unlink()
    except FileNotFoundError:
        return
