"""Files are known by their content and cleaned in a process of their own; what cannot be cleaned is refused."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kerege.rooms.files.actions import cleaned
from kerege.rooms.files.rules import FileRefusedError, clean_name, known_type
from kerege.rooms.files.rules.cleaning import draw_anew
from kerege.rooms.files.rules.kinds import MOST_BYTES
from kerege.rooms.files.rules.packages import without_properties
from kerege.rooms.files.rules.unclean import UncleanError
from tests.rooms.files import pictures


def kept(content: bytes) -> bytes:
    """The bytes as they would be kept."""
    return cleaned(content, known_type(content))


@pytest.mark.parametrize(
    "content", [pictures.jpeg(), pictures.png(), pictures.office(), pictures.office("xl/workbook.xml")]
)
def test_what_a_file_tells_about_its_maker_is_taken_out(content: bytes) -> None:
    assert pictures.SECRET.encode() in content
    assert pictures.SECRET.encode() not in kept(content)


def test_a_picture_stays_a_picture_turned_as_the_camera_was_held() -> None:
    with Image.open(io.BytesIO(kept(pictures.jpeg(turned=6)))) as picture:
        assert (picture.format, picture.size) == ("JPEG", (40, 60))
        assert not picture.getexif()


def test_transparency_is_kept() -> None:
    with Image.open(io.BytesIO(kept(pictures.png()))) as picture:
        assert picture.getpixel((0, 0)) == (0, 0, 255, 120)


def test_the_content_of_an_office_file_is_kept() -> None:
    with zipfile.ZipFile(io.BytesIO(kept(pictures.office()))) as packed:
        assert packed.read("word/document.xml") == b"<document>EXERCISE</document>"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"MZ\x90\x00 a program",
        b"\x89PNG\r\n\x1a\n broken",
        b"\xff\xd8\xff broken",
        pictures.office("some/other.xml"),
        pictures.office(**{"word/vbaProject.bin": b"macros"}),
        "Текст".encode("cp1251"),
        b"x" * (MOST_BYTES + 1),
    ],
)
def test_what_is_not_understood_or_cannot_be_cleaned_is_refused(content: bytes) -> None:
    with pytest.raises(FileRefusedError):
        kept(content)


def test_a_file_that_unpacks_too_far_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kerege.rooms.files.rules.packages.MOST_UNPACKED", 1000)
    with pytest.raises(UncleanError):
        without_properties(pictures.office(**{"word/media/zeros.bin": bytes(100_000)}))


def test_a_picture_with_too_many_points_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kerege.rooms.files.rules.cleaning.MOST_PIXELS", 100)
    with pytest.raises((UncleanError, Image.DecompressionBombError)):
        draw_anew(pictures.jpeg())


def test_plain_text_stays_as_given() -> None:
    content = "EXERCISE, Упражнение\n".encode()
    assert kept(content) == content


@pytest.mark.parametrize(
    ("given_name", "expected"),
    [
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\снимки\\фото 1.JPEG", "фото 1.jpg"),
        ("a\u202egpj.exe", "agpj.jpg"),
        ("", "file.jpg"),
        ("...", "file.jpg"),
    ],
)
def test_names_lose_folders_and_tricks(given_name: str, expected: str) -> None:
    assert clean_name(given_name, "jpg") == expected


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<!DOCTYPE html><script>alert(1)</script>",
    ],
)
def test_scripted_markup_is_kept_as_plain_text_under_the_ending_of_a_text(content: bytes) -> None:
    """Whatever it is called: a browser that opens it shows its letters."""
    found = known_type(content)
    assert found.media_type == "text/plain; charset=utf-8"
    assert {clean_name(name, found.ending) for name in ("x.svg", "x.html", "x.svg.txt")} == {"x.txt", "x.svg.txt"}
    assert kept(content) == content


@given(st.text(max_size=300))
def test_any_name_becomes_a_safe_one(given_name: str) -> None:
    name = clean_name(given_name, "pdf")
    assert name.endswith(".pdf")
    assert 5 <= len(name) <= 130
    assert not set(name) & set("/\\\r\n\t\0")
