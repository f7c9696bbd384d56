"""Cleaning of one file in a box: a process of its own, which reads bytes and writes bytes and can do nothing else.

`python -m kerege.rooms.files.rules.cleaning image|office|pdf` reads standard input and writes standard output.
"""

import codecs
import io
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress

from PIL import Image, ImageOps, MpoImagePlugin, TiffImagePlugin, WebPImagePlugin  # noqa: F401 - loaded while it can be

from kerege.foundation.confining import confine
from kerege.rooms.files.rules.packages import without_properties
from kerege.rooms.files.rules.unclean import LOCKED, REFUSED, LockedError, UncleanError

MOST_PIXELS = 60_000_000
MOST_MEMORY = 1536 * 1024 * 1024
MOST_SECONDS = 30
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP")
"""What is opened as a picture, whatever else the reader knows."""


def draw_anew(content: bytes) -> bytes:
    """A picture drawn anew, turned as its maker held the camera, without any metadata."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    with Image.open(io.BytesIO(content), formats=FORMATS) as given:
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


def cleaner(way: str) -> Callable[[bytes], bytes]:
    """The function that cleans in this way; what reads PDF is loaded for PDF alone."""
    if way == "pdf":
        from kerege.rooms.files.rules.documents import written_anew

        return written_anew
    return {"image": draw_anew, "office": without_properties}[way]


def main(words: list[str]) -> int:
    """Clean what comes in; 0 when it worked, REFUSED or LOCKED when the file is not taken."""
    clean = cleaner(words[0])
    load(words[0], clean)
    confine(memory=MOST_MEMORY, seconds=MOST_SECONDS)
    content = sys.stdin.buffer.read()
    try:
        cleaned = clean(content)
    except LockedError:
        return LOCKED
    except Exception:  # noqa: BLE001 - any failure of a parser is a refusal of the file
        return REFUSED
    sys.stdout.buffer.write(cleaned)
    sys.stdout.buffer.flush()
    return 0


def load(way: str, clean: Callable[[bytes], bytes]) -> None:
    """Clean files of one's own first, so that whatever is imported late is imported: once confined nothing can be."""
    codecs.lookup("cp437")
    for sample in samples(way):
        with suppress(LockedError):
            clean(sample)


def samples(way: str) -> Iterator[bytes]:
    """The smallest file of each kind that is cleaned in this way."""
    made = io.BytesIO()
    if way == "image":
        plain = Image.new("RGB", (2, 2))
        for kind in FORMATS:
            made = io.BytesIO()
            plain.save(made, kind)
            yield made.getvalue()
    elif way == "office":
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("word/document.xml", "<document/>")
        yield made.getvalue()
    else:
        from kerege.rooms.files.rules.documents import empty

        yield from (empty(locked=True), empty(locked=False))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
