"""Cleaning of one file: run as a process of its own, which reads bytes and writes bytes and can do nothing else.

`python -m kerege.rooms.files.rules.cleaning image|office` reads standard input and writes standard output.
"""

import ctypes
import io
import os
import resource
import sys
import zipfile

from PIL import Image, ImageOps

MOST_PIXELS = 60_000_000
MOST_UNPACKED = 200 * 1024 * 1024
MOST_ENTRIES = 4000
MOST_MEMORY = 1536 * 1024 * 1024
MOST_SECONDS = 30
NEW_NETWORK, NEW_USER = 0x40000000, 0x10000000
PROPERTIES = {
    "docProps/core.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp='
    b'"http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "docProps/app.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns='
    b'"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
    "docProps/custom.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns='
    b'"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
}


class UncleanError(ValueError):
    """The file cannot be cleaned: broken, too large unpacked, or not what it says."""


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


def without_properties(content: bytes) -> bytes:
    """An office file whose properties say nothing; refused when it unpacks too far, hides macros or is broken."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as kept:
        entries = given.infolist()
        if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
            raise UncleanError("it unpacks too far")
        for entry in entries:
            if entry.filename.lower().endswith("vbaproject.bin"):
                raise UncleanError("it holds macros")
            plain = zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0))
            plain.compress_type = zipfile.ZIP_DEFLATED
            kept.writestr(plain, PROPERTIES.get(entry.filename) or read_entry(given, entry))
    return made.getvalue()


def read_entry(given: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """One entry, never more of it than it announced."""
    with given.open(entry) as opened:
        content = opened.read(entry.file_size + 1)
    if len(content) > entry.file_size:
        raise UncleanError("it unpacks further than it says")
    return content


def give_up_rights() -> None:
    """No network, little memory, little time, no new files: whatever the parser is tricked into, it ends here."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(NEW_USER | NEW_NETWORK) != 0:
        libc.unshare(NEW_NETWORK)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(words: list[str]) -> int:
    """Clean what comes in; 0 when it worked, 3 when the file is refused."""
    give_up_rights()
    content = sys.stdin.buffer.read()
    try:
        cleaned = draw_anew(content) if words[:1] == ["image"] else without_properties(content)
    except Exception as problem:  # noqa: BLE001 - any failure of a parser is a refusal of the file
        sys.stderr.write(f"{type(problem).__name__}: {problem}"[:200])
        return 3
    with os.fdopen(os.dup(1), "wb") as out:
        out.write(cleaned)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
