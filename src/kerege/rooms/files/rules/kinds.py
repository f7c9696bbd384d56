"""Types of files that are taken: by their first bytes, never by what the name says; limits for each."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

MEGABYTE = 1024 * 1024
MOST_BYTES = 20 * MEGABYTE
LONGEST_NAME = 120

Cleaning = Literal["image", "office", "pdf", "text"]


def N_(text: str) -> str:  # noqa: N802 - the usual mark of a text that is translated later
    """Mark a text for the catalogues; a face translates it when it is shown."""
    return text


class FileRefusedError(ValueError):
    """The file is not taken; the text (an English msgid with `values`) says why and what to do."""

    def __init__(self, message: str, **values: object) -> None:
        """Keep the sentence and its values."""
        super().__init__(message % values if values else message)
        self.message = message
        self.values = values


@dataclass(frozen=True, slots=True)
class FileType:
    """One type: media type, ending, how it is cleaned."""

    media_type: str
    ending: str
    cleaning: Cleaning


OFFICE = "application/vnd.openxmlformats-officedocument"
TYPES = {
    "jpeg": FileType("image/jpeg", "jpg", "image"),
    "png": FileType("image/png", "png", "image"),
    "webp": FileType("image/webp", "webp", "image"),
    "gif": FileType("image/png", "png", "image"),
    "tiff": FileType("image/png", "png", "image"),
    "bmp": FileType("image/png", "png", "image"),
    "pdf": FileType("application/pdf", "pdf", "pdf"),
    "docx": FileType(f"{OFFICE}.wordprocessingml.document", "docx", "office"),
    "xlsx": FileType(f"{OFFICE}.spreadsheetml.sheet", "xlsx", "office"),
    "text": FileType("text/plain; charset=utf-8", "txt", "text"),
}
SIGNS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"BM", "bmp"),
    (b"%PDF-", "pdf"),
)


def known_type(content: bytes) -> FileType:
    """The type of a file by its content. Raises FileRefusedError for an empty, too large or unknown one."""
    if not content:
        raise FileRefusedError(N_("The file is empty."))
    if len(content) > MOST_BYTES:
        raise FileRefusedError(N_("The file is larger than %(most)s MB."), most=MOST_BYTES // MEGABYTE)
    for sign, name in SIGNS:
        if content.startswith(sign):
            return TYPES[name]
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return TYPES["webp"]
    if content.startswith(b"PK\x03\x04"):
        return office_type(content)
    if is_text(content):
        return TYPES["text"]
    raise FileRefusedError(
        N_("This type of file is not taken. Taken are pictures (JPEG, PNG, WebP, GIF, TIFF), PDF, DOCX, XLSX and text.")
    )


def office_type(content: bytes) -> FileType:
    """A packed office file by the names inside. Raises FileRefusedError for any other archive."""
    for inside, name in ((b"word/document.xml", "docx"), (b"xl/workbook.xml", "xlsx")):
        if inside in content:
            return TYPES[name]
    raise FileRefusedError(N_("Archives are not taken: attach the files one by one."))


def is_text(content: bytes) -> bool:
    """Whether it is plain text in UTF-8 without control characters."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not any(ord(letter) < 32 and letter not in "\t\r\n\f" for letter in text)


def clean_name(given: str, ending: str) -> str:
    """A name that is safe to show and to save under: no folders, no control characters, the type's own ending."""
    plain = unicodedata.normalize("NFC", given).replace("\\", "/").rpartition("/")[2]
    plain = "".join(letter for letter in plain if unicodedata.category(letter)[0] != "C")
    stem = re.sub(r"\s+", " ", plain.rpartition(".")[0] or plain).strip(" .")[:LONGEST_NAME]
    return f"{stem or 'file'}.{ending}"
