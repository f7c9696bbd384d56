"""Cleaning of one file: run as a process of its own, which reads bytes and writes bytes and can do nothing else.

`python -m kerege.rooms.files.rules.cleaning image|office|pdf` reads standard input and writes standard output.
"""

import ctypes
import io
import os
import resource
import sys
from collections.abc import Callable

from PIL import Image, ImageOps

from kerege.rooms.files.rules.packages import without_properties
from kerege.rooms.files.rules.unclean import LOCKED, REFUSED, LockedError, UncleanError

MOST_PIXELS = 60_000_000
MOST_MEMORY = 1536 * 1024 * 1024
MOST_SECONDS = 30
NEW_NETWORK, NEW_USER = 0x40000000, 0x10000000


def draw_anew(content: bytes) -> bytes:
    """A picture drawn anew, turned as its maker held the camera, without any metadata."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    with Image.open(io.BytesIO(content)) as given:
        if given.width * given.height > MOST_PIXELS:
            raise UncleanError("too many pixels")
        kept = given.format if given.format in {"JPEG", "PNG", "WEBP"} else "PNG"
        turned = ImageOps.exif_transpose(given)
        plain = turned.convert("RGB" if kept == "JPEG" else picture_mode(turned))
    bare = Image.frombytes(plain.mode, plain.size, plain.tobytes())
    made = io.BytesIO()
    bare.save(made, kept, **({"quality": 90} if kept in {"JPEG", "WEBP"} else {"optimize": False}))
    return made.getvalue()


def picture_mode(picture: Image.Image) -> str:
    """Colours with or without transparency."""
    return "RGBA" if "A" in picture.getbands() or "transparency" in picture.info else "RGB"


def give_up_rights() -> None:
    """No network, little memory, little time, no new files: whatever the parser is tricked into, it ends here."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(NEW_USER | NEW_NETWORK) != 0:
        libc.unshare(NEW_NETWORK)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def cleaner(way: str) -> Callable[[bytes], bytes]:
    """The function that cleans in this way; what reads PDF is loaded for PDF alone."""
    if way == "pdf":
        from kerege.rooms.files.rules.documents import written_anew

        return written_anew
    return {"image": draw_anew, "office": without_properties}[way]


def main(words: list[str]) -> int:
    """Clean what comes in; 0 when it worked, REFUSED or LOCKED when the file is not taken."""
    give_up_rights()
    content = sys.stdin.buffer.read()
    try:
        cleaned = cleaner(words[0])(content)
    except LockedError:
        return LOCKED
    except Exception as problem:  # noqa: BLE001 - any failure of a parser is a refusal of the file
        sys.stderr.write(f"{type(problem).__name__}: {problem}"[:200])
        return REFUSED
    with os.fdopen(os.dup(1), "wb") as out:
        out.write(cleaned)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
