"""Pictures inside documents: what stands beside their points is cut out, the points stay as they are, bit for bit."""

from collections.abc import Iterator
from struct import unpack
from zlib import crc32

from kerege.rooms.files.rules.unclean import UncleanError

START, END, SCAN, ADOBE, JFIF = 0xD8, 0xD9, 0xDA, 0xEE, 0xE0
ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
"""Marks of JPEG without a length (ITU-T T.81, table B.1)."""
PNG_SIGN = b"\x89PNG\r\n\x1a\n"
PNG_KEPT = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs"}
)
JP2_KEPT = frozenset({b"jP  ", b"ftyp", b"jp2h", b"jp2c"})
"""Boxes of JPEG 2000 that make the picture (ISO/IEC 15444-1, annex I)."""


def bare_jpeg(content: bytes) -> bytes:
    """A JPEG without application segments and comments, but for those that say how its colours are kept.

    Raises UncleanError when it is not one.
    """
    if content[:2] != b"\xff\xd8":
        raise UncleanError("a picture is not what it says")
    return b"\xff\xd8" + b"".join(jpeg_parts(content))


def jpeg_parts(content: bytes) -> Iterator[bytes]:
    """The segments that are kept, with the coded points behind each scan; what follows the end mark is not."""
    at = 2
    while at + 2 <= len(content):
        if content[at] != 0xFF:
            raise UncleanError("a picture is damaged")
        mark = content[at + 1]
        if mark == 0xFF:
            at += 1
            continue
        if mark == END:
            yield b"\xff\xd9"
            return
        if mark in ALONE:
            at += 2
            continue
        (length,) = unpack(">H", content[at + 2 : at + 4].rjust(2, b"\0"))
        end = at + 2 + length
        if length < 2 or end > len(content):
            raise UncleanError("a picture is cut off")
        yield kept_segment(mark, content[at:end])
        at = end
        if mark == SCAN:
            at = scan_end(content, at)
            yield content[end:at]
    raise UncleanError("a picture is cut off")


def kept_segment(mark: int, segment: bytes) -> bytes:
    """A segment as it is kept: of JFIF only the resolution, of Adobe the colours, of other applications nothing."""
    if mark == ADOBE and segment[4:9] == b"Adobe" and len(segment) >= 16:
        return b"\xff\xee\x00\x0e" + segment[4:16]
    if mark == JFIF and segment[4:9] == b"JFIF\0" and len(segment) >= 18:
        return b"\xff\xe0\x00\x10" + segment[4:16] + b"\0\0"
    if 0xE0 <= mark <= 0xEF or mark == 0xFE:
        return b""
    return segment


def scan_end(content: bytes, at: int) -> int:
    """Where the coded points end: at the next mark that is neither a stuffed byte nor a restart."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 1 >= len(content):
            raise UncleanError("a picture is cut off")
        following = content[at + 1]
        if following != 0 and following not in ALONE and following != 0xFF:
            return at
        at += 1 if following == 0xFF else 2


def bare_png(content: bytes) -> bytes:
    """A PNG with the chunks that make the picture alone. Raises UncleanError when it is not one or is damaged."""
    if content[:8] != PNG_SIGN:
        raise UncleanError("a picture is not what it says")
    made, at = [PNG_SIGN], 8
    while at + 12 <= len(content):
        length, name = unpack(">I", content[at : at + 4])[0], content[at + 4 : at + 8]
        chunk = content[at : at + 12 + length]
        if len(chunk) != 12 + length or unpack(">I", chunk[-4:])[0] != crc32(chunk[4:-4]):
            raise UncleanError("a picture is damaged")
        if name in PNG_KEPT:
            made.append(chunk)
        if name == b"IEND":
            return b"".join(made)
        at += len(chunk)
    raise UncleanError("a picture is cut off")


def bare_jp2(content: bytes) -> bytes:
    """A JPEG 2000 without boxes of metadata; a bare code stream stays. Raises UncleanError when it is neither."""
    if content[:4] == b"\xff\x4f\xff\x51":
        return content
    if content[4:8] != b"jP  ":
        raise UncleanError("a picture is not what it says")
    made, at = [], 0
    while at + 8 <= len(content):
        length, name = unpack(">I", content[at : at + 4])[0], content[at + 4 : at + 8]
        if length == 1:
            length = unpack(">Q", content[at + 8 : at + 16].rjust(8, b"\0"))[0]
        end = len(content) if length == 0 else at + length
        if end > len(content) or end < at + 8:
            raise UncleanError("a picture is cut off")
        if name in JP2_KEPT:
            made.append(content[at:end])
        at = end
    return b"".join(made)
