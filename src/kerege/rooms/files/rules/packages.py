"""Cleaning of office files (DOCX, XLSX: ECMA-376): text and figures stay; who wrote them, when and where does not.

Parts are edited tag by tag and not built anew, so that what the program wrote for itself is kept as it stands.
"""

import io
import re
import zipfile

from kerege.rooms.files.rules.pictures import PNG_SIGN, bare_jpeg, bare_png
from kerege.rooms.files.rules.unclean import LockedError, UncleanError

MOST_UNPACKED = 200 * 1024 * 1024
MOST_ENTRIES = 4000
MOST_NESTED = 2
PACKED = b"PK\x03\x04"
DECLARED = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
PACKAGE = b"http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
DOCUMENT = b"http://schemas.openxmlformats.org/officeDocument/2006/"
PROPERTIES = {
    "docprops/core.xml": DECLARED + b'<cp:coreProperties xmlns:cp="' + PACKAGE + b'"/>',
    "docprops/app.xml": DECLARED + b'<Properties xmlns="' + DOCUMENT + b'extended-properties"/>',
    "docprops/custom.xml": DECLARED + b'<Properties xmlns="' + DOCUMENT + b'custom-properties"/>',
}
DROPPED = re.compile(r"^(docprops/(?!(core|app|custom)\.xml$)|customxml/|xl/printersettings/|xl/revisions/)", re.I)
"""Parts that are left out: the small picture of the first page, forms of a server, printers, old revisions."""
DROPPED_TYPES = (b"/thumbnail", b"/customXml", b"/printerSettings", b"/revisionHeaders", b"/usernames")
UNSAFE = re.compile(r"^[/\\\\]|(^|[/\\\\])\.\.([/\\\\]|$)|^[a-z]:|[\x00-\x1f]", re.I)
"""Names by which a part, unpacked, would land outside its folder."""
MAIN = frozenset({"word/document.xml", "xl/workbook.xml"})
"""One of these is a part of every office file that is taken."""
ENCODING = re.compile(rb"""^<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([A-Za-z0-9._-]*)["']""")
WRITTEN = frozenset({b"utf-8", b"us-ascii"})
"""How office programs write their parts; another encoding may hide from us what a program would read."""
MARK = b"\xef\xbb\xbf"
REFUSED = re.compile(r"(vbaproject\.bin|/activex/.*|/embeddings/.*\.bin)$", re.I)
TAG = re.compile(rb"<[A-Za-z_][^<>]*>")
COMMENT = re.compile(rb"<!--.*?-->", re.S)
AUTHOR = re.compile(rb"(<(?:\w+:)?(?:author|lastModifiedBy)(?:\s[^<>]*)?>)[^<]*(</)")
REVISIONS = re.compile(rb"<w:rsids>.*?</w:rsids>", re.S)
VALUE = rb"""\s*=\s*(?:"[^"]*"|'[^']*')"""
EMPTIED = re.compile(rb"""(\s(?:\w+:)?(?:author|initials|userId|displayName|userName|lastEdited\w*))""" + VALUE)
REMOVED = re.compile(rb"""\s(?:\w+:)?(?:rsid\w*|date|dateUtc|dT)""" + VALUE)
URL = re.compile(rb"(\surl)" + VALUE)
TARGET = re.compile(rb"(\sTarget)" + VALUE)
REFERENCE = re.compile(rb"\sr:id" + VALUE)
WRITING = re.compile(rb"^<(?:w\w*|x\w*):|^<(?:person|threadedComment|comment|userInfo)\b")
"""Tags whose attributes may name a person: of word processing, of extensions, of remarks in sheets."""


def without_properties(content: bytes, depth: int = 0) -> bytes:
    """An office file that does not say who made it.

    Raises UncleanError when it unpacks too far, holds macros or programs, or is broken; LockedError when it
    is encrypted.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as kept:
        entries = given.infolist()
        check(entries, depth)
        for entry in entries:
            if entry.is_dir() or DROPPED.match(entry.filename):
                continue
            plain = zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0))
            plain.compress_type = zipfile.ZIP_DEFLATED
            kept.writestr(plain, clean_part(entry.filename.lower(), read_entry(given, entry), depth))
    return made.getvalue()


def check(entries: list[zipfile.ZipInfo], depth: int) -> None:
    """Refuse what cannot be cleaned before anything is unpacked."""
    names = [entry.filename.lower() for entry in entries]
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED or depth > MOST_NESTED:
        raise UncleanError("it unpacks too far")
    if len(set(names)) != len(names):
        raise UncleanError("it holds a part twice")
    if any(UNSAFE.search(name) for name in names):
        raise UncleanError("a part would land outside its folder")
    if not depth and not MAIN & set(names):
        raise UncleanError("it is no office file")
    if any(REFUSED.search(name) for name in names):
        raise UncleanError("it holds macros or programs")
    if any(entry.flag_bits & 1 for entry in entries):
        raise LockedError("it is encrypted")


def read_entry(given: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """One entry, never more of it than it announced."""
    with given.open(entry) as opened:
        content = opened.read(entry.file_size + 1)
    if len(content) > entry.file_size:
        raise UncleanError("it unpacks further than it says")
    return content


def clean_part(name: str, content: bytes, depth: int) -> bytes:
    """One part as it is kept."""
    if name in PROPERTIES:
        return PROPERTIES[name]
    if content.startswith(PACKED):
        return without_properties(content, depth + 1)
    if content.startswith(b"\xff\xd8\xff"):
        return bare_jpeg(content)
    if content.startswith(PNG_SIGN):
        return bare_png(content)
    if name.endswith((".xml", ".rels", ".vml")) or is_markup(content):
        return clean_text(name, content)
    return content


def is_markup(content: bytes) -> bool:
    """Whether a part is markup, whatever its name says: the table of types inside may call any part so."""
    return content[:64].replace(b"\0", b"").lstrip(MARK + b"\xff\xfe \t\r\n").startswith(b"<")


def clean_text(name: str, content: bytes) -> bytes:
    """A part in XML: names of writers, moments and places on their disks are emptied, the rest stays as written."""
    if (
        content[:2] in {b"\xff\xfe", b"\xfe\xff"}
        or b"\0" in content
        or b"<!DOCTYPE" in content
        or b"<!ENTITY" in content
    ):
        raise UncleanError("a part is not written as office programs write it")
    declared = ENCODING.match(content.removeprefix(MARK))
    if declared and declared[1].lower() not in WRITTEN:
        raise UncleanError("a part is not written as office programs write it")
    edited = REVISIONS.sub(b"", COMMENT.sub(b"", content))
    if "comments" in name or "revision" in name:
        edited = AUTHOR.sub(rb"\1\2", edited)
    return TAG.sub(lambda found: clean_tag(found[0]), edited)


def clean_tag(tag: bytes) -> bytes:
    """One tag without what tells of its writer."""
    if tag.startswith((b"<Relationship ", b"<Override ")):
        return clean_relation(tag)
    if tag.startswith(b"<pageSetup"):
        return REFERENCE.sub(b"", tag)
    if b"absPath" in tag[:24]:
        return URL.sub(rb'\1=""', tag)
    if WRITING.match(tag):
        return REMOVED.sub(b"", EMPTIED.sub(rb'\1=""', tag))
    return tag


def clean_relation(tag: bytes) -> bytes:
    """What one part says of another: nothing of parts that are left out; no file outside, neither read nor named."""
    name = re.search(rb"""PartName\s*=\s*["']/([^"']*)""", tag)
    kind = re.search(rb"""\sType\s*=\s*["']([^"']*)""", tag)
    if (name and DROPPED.match(name[1].decode("utf-8", "replace"))) or (kind and kind[1].endswith(DROPPED_TYPES)):
        if not tag.endswith(b"/>"):
            raise UncleanError("a part is not written as office programs write it")
        return b""
    outside = re.search(rb"""TargetMode\s*=\s*["']External""", tag)
    place = re.search(rb"""\sTarget\s*=\s*["']([^"']*)""", tag)
    link = kind is not None and kind[1].endswith(b"/hyperlink")
    if outside and not (link and place and place[1].lower().startswith((b"http:", b"https:", b"mailto:"))):
        return TARGET.sub(rb'\1="about:blank"', tag)
    return tag
